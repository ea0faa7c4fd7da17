import type { RunDirectory } from '../run-directory/run-directory.js';
import type { ImageReader } from './shard.js';

/** Loads what reads the images of a run, if it has any. */
export async function loadImageReader(run: RunDirectory): Promise<ImageReader> {
  if (!run.hasImages()) return noReader;
  const { readImage } = await import('./read-image.js');
  return () => readImage;
}

function noReader(): never {
  throw new Error('they were not there yet when others were read');
}
