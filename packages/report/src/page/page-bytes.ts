import { packComparison, packProfile } from '@coroscope/profile';
import { gzipSync } from 'node:zlib';
import type { PageDocument } from './page-document.js';

/** A document in the binary form that the page reads. */
export function pageBytes(document: PageDocument): Uint8Array {
  switch (document.kind) {
    case 'profile':
      return Buffer.concat([...packProfile(document.profile)]);
    case 'comparison':
      return Buffer.concat([...packComparison(document.shown)]);
    case 'trace':
      return document.bytes;
  }
}

/** The same compressed, for a file: texts of base64 are a third longer. */
export function compressedPageBytes(document: PageDocument): Buffer {
  return gzipSync(pageBytes(document));
}
