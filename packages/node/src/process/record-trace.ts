import { profiler, TraceBlock, traceBlock, type TraceHost } from '@coroscope/runtime';
import { clearInterval, setInterval } from 'node:timers';
import { closeSync, ftruncateSync, openSync, writeSync } from '../platform/files.js';
import { describeProgram } from '../run-directory/describe-program.js';

const { apply, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const typedArray = getPrototypeOf(Uint8Array.prototype) as Uint8Array;
const lengthOf = getOwnPropertyDescriptor(typedArray, 'length')!.get!;

export interface TraceRecordingOptions {
  /** What the trace is limited to; undefined for nothing. */
  tags: readonly string[] | undefined;
  /** Milliseconds after which events are written at the latest, if the event loop gets a turn. */
  interval: number;
}

/**
 * Records a trace of this thread into a file. The thread itself writes everything at once, so that
 * nothing is lost when it ends; what can't be written (the disk is full) is dropped and counted.
 *
 * @returns a function that ends the trace; only its first call counts
 * @throws {Error} if the file can't be opened
 */
export function recordTrace(file: string, { tags, interval }: TraceRecordingOptions): () => void {
  const descriptor = openSync(file, 'w');
  let position = 0;
  const write = (bytes: Uint8Array): void => {
    const length = apply(lengthOf, bytes, []) as number;
    let written = 0;
    while (written < length) {
      const left = length - written;
      written += writeSync(descriptor, bytes, written, left, position + written);
    }
    // Only now: what is written after a failure takes the place of what was written in part.
    position += written;
  };
  const recording = profiler.trace({ sink: write, tags });
  // A program that is killed leaves what it has done until then.
  const flushing = setInterval(() => recording.flush(), interval).unref();
  let hasEnded = false;
  return () => {
    if (hasEnded) return;
    hasEnded = true;
    clearInterval(flushing);
    recording.stop();
    try {
      const host: TraceHost = { program: describeProgram() };
      write(traceBlock(TraceBlock.Host, host));
    } catch {
      // The trace does without.
    }
    ftruncateSync(descriptor, position);
    closeSync(descriptor);
  };
}
