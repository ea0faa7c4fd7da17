import { createRecorder } from './recorder.js';

declare global {
  var recorder: ReturnType<typeof createRecorder> | undefined;
}

// What instrumented files of a child process import, by either module system; the events are
// printed when all is over.
if (!globalThis.recorder) process.on('exit', () => console.log(JSON.stringify(events)));
export const { probes, events } = (globalThis.recorder ??= createRecorder());
Object.assign(globalThis, { __coroscope__: probes });
