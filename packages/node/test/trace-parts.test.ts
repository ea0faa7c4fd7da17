import { readTrace } from '@coroscope/profile';
import { probes, profiler } from '@coroscope/runtime';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectTraces, partialTrace } from '../src/trace-parts.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'coroscope-test-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

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
  writeFileSync(partialTrace(join(directory, 'app.trace'), directory, id), bytes);
}

const collect = () => {
  const files = collectTraces(join(directory, 'app.trace'), directory, 4711);
  return files.map((file) => readTrace(readFileSync(file), file));
};

it('gives the traces of threads their names, and the lines of source', () => {
  const bytes = record();
  leave(0, bytes);
  leave(7, bytes);
  const [main, worker] = collect();
  expect([main.thread.name, worker.thread.name]).toEqual(['main', 'worker 1']);
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

it('keeps what is of another run', () => {
  leave(0, record());
  writeFileSync(join(directory, 'app.trace.coroscope-other-1-0'), 'of another run');
  expect(collect()).toHaveLength(1);
  expect(readdirSync(directory)).toContain('app.trace.coroscope-other-1-0');
});
