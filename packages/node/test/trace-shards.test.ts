import { readTrace } from '@coroscope/profile';
import { probes, profiler } from '@coroscope/runtime';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunDirectory } from '../src/run-directory/run-directory.js';
import { collectTraces } from '../src/shards/collect-traces.js';
import { temporaryDirectory } from './support/files.js';

let directory: string;
let run: RunDirectory;
beforeEach(() => {
  directory = temporaryDirectory();
  run = new RunDirectory(directory);
});

/** A trace of a function in a file that is there. */
function record(): Uint8Array {
  const source = join(directory, 'source.js');
  writeFileSync(source, 'function f() {}\n');
  const fn = probes.register(1, source, 1, 0, '');
  profiler.start();
  const trace = profiler.trace();
  probes.exit(probes.enter(fn));
  trace.stop();
  profiler.stop();
  return trace.read();
}

function leave(thread: number, bytes: Uint8Array): void {
  const id = { process: 4711, thread };
  writeFileSync(run.traceShard(join(directory, 'app.trace'), id), bytes);
}

const collect = () => {
  const files = collectTraces(join(directory, 'app.trace'), run, 4711);
  return files.map((file) => readTrace(readFileSync(file), file));
};

it('gives the traces of threads their names, and the lines of source', () => {
  const bytes = record();
  leave(0, bytes);
  leave(7, bytes);
  const [main, worker] = collect();
  expect([main.thread.name, worker.thread.name]).toEqual(['main', 'worker 1 (main)']);
  expect(main.files.at(-1)!.lines).toEqual({ 1: 'function f() {}' });
  expect(readdirSync(directory).sort()).toEqual(['app.trace', 'app.worker-1.trace', 'source.js']);
});

it('adds nothing to a trace that ends in the middle of a block', () => {
  const bytes = record();
  const end = bytes.length - 20;
  leave(0, bytes.subarray(0, end));
  expect(collect()[0].notes).toEqual(['The file is cut off; what came after is missing.']);
  expect(readFileSync(join(directory, 'app.trace'))).toHaveLength(end);
});

it('leaves the shards of another run alone', () => {
  leave(0, record());
  writeFileSync(join(directory, 'app.trace.coroscope-other-1-0'), 'of another run');
  expect(collect()).toHaveLength(1);
  expect(readdirSync(directory)).toContain('app.trace.coroscope-other-1-0');
});
