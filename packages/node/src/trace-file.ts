import { profiler, TraceBlock, traceBlock, type TraceHost } from '@coroscope/runtime';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { describeProgram } from './program.js';

/**
 * Records a trace of this thread into a file. Everything is written at once, by the thread itself, so
 * that nothing is lost when it ends; what can't be written (the disk is full) is dropped and counted.
 *
 * @returns what ends the trace; only its first call counts
 * @throws what keeps the file from being opened
 */
export function traceToFile(file: string): () => void {
  const descriptor = openSync(file, 'w');
  let position = 0;
  const write = (bytes: Uint8Array): void => {
    let written = 0;
    while (written < bytes.length) {
      const left = bytes.length - written;
      written += writeSync(descriptor, bytes, written, left, position + written);
    }
    // Only now: what is written after a failure takes the place of what was written in part.
    position += written;
  };
  const recording = profiler.trace({ sink: write });
  let hasEnded = false;
  return () => {
    if (hasEnded) return;
    hasEnded = true;
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
