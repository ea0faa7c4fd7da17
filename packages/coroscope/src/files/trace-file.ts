import { readTrace, type Trace } from '@coroscope/profile';
import { CoroscopeError } from '@coroscope/node';
import { withReadingShown } from '../messages/progress.js';

const PROFILE = /^\s*\{\s*"format":\s*"coroscope-profile"/;
/** Bytes that tell whether it is one. */
const HEAD = 100;

/** @throws {CoroscopeError | ProfileError} if the bytes hold no trace */
export function readTraceBytes(bytes: Uint8Array<ArrayBuffer>, file: string): Trace {
  if (PROFILE.test(Buffer.from(bytes.subarray(0, HEAD)).toString('latin1'))) {
    throw new CoroscopeError(
      `${file} is a profile, and this takes traces; record one with: coroscope run --trace FILE <script>`,
    );
  }
  return withReadingShown(file, bytes, () => readTrace(bytes, file));
}
