import type { Profile } from '@coroscope/profile';
import { resolve } from 'node:path';
import type { NodeOptions } from '../options/node-options.js';
import type { RunDirectory } from '../run-directory/run-directory.js';
import { collectTraces } from './collect-traces.js';
import { mergeShards } from './merge-shards.js';
import { findMainProcess, readShards, type ImageReader } from './shard.js';

/** What the threads and processes of a run have left. */
export interface CollectedRun {
  /** Undefined if no thread got to save its figures. */
  profile: Profile | undefined;
  /** The files that hold the traces, the main thread's first. */
  traces: string[];
}

/** @param started the process that was started */
export function collectRun(
  run: RunDirectory,
  started: number,
  { cwd, trace }: Pick<NodeOptions, 'cwd' | 'trace'>,
  imageReader: ImageReader,
): CollectedRun {
  const shards = readShards(run, imageReader);
  const main = findMainProcess(shards, started);
  const traces = trace === undefined ? [] : collectTraces(resolve(cwd, trace), run, main);
  return { profile: mergeShards(shards, main, (path) => run.readSource(path)), traces };
}
