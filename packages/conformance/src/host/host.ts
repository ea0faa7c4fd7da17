// Runs one program in this process, which is its alone: a fresh engine and a fresh world.
import { readFileSync } from 'node:fs';
import * as runtime from '@coroscope/runtime';
import { Loader } from './loader.js';
import type { RunRequest, RunResult } from './request.js';
import { VirtualWorld } from './virtual-world.js';

const { profiler } = runtime;
const request = JSON.parse(readFileSync(0, 'utf8')) as RunRequest;
const world = new VirtualWorld();
const result: RunResult = { readings: {}, log: [] };

const start = (options?: Pick<runtime.StartOptions, 'tag'>) =>
  profiler.start({
    ...options,
    clock: request.clock === 'cpu' ? { kind: 'cpu', now: () => world.cpu } : () => world.wall,
  });
const read = (name: string, source: { snapshot(): runtime.Profile }) => {
  result.readings[name] = source.snapshot();
};

Object.assign(globalThis, {
  advance: world.advance,
  block: world.block,
  sleep: world.sleep,
  rejectAfter: world.rejectAfter,
  timer: world.timer,
  log: (...values: unknown[]) => void result.log.push(values.map(String).join(' ')),
  mark: (name: string) => read(name, profiler),
  profiler: {
    start,
    stop: () => profiler.stop(),
    reset: () => profiler.reset(),
    window: () => {
      const window = profiler.window();
      return { mark: (name: string) => read(name, { snapshot: () => window.read() }) };
    },
  },
});

const run = await new Loader(request.files, { ...runtime }).prepare(request.entry);
if (!request.stopped) start();
// Not awaited: a module may hang for ever.
Promise.resolve(run()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
await world.runToEnd();
read('end', profiler);
process.stdout.write(JSON.stringify(result));
