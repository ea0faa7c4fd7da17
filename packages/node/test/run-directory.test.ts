import { profiler } from '@coroscope/runtime';
import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RunDirectory } from '../src/run-directory/run-directory.js';
import { readShards } from '../src/shards/shard.js';
import { temporaryDirectory } from './support/files.js';

let run: RunDirectory;
beforeEach(() => {
  run = new RunDirectory(temporaryDirectory());
});

const noImages = () => {
  throw new Error('there are none');
};

const MAIN = { process: 9, thread: 0 };
const WORKER = { process: 9, thread: 10 };
const CHILD = { process: 10, thread: 0 };

it('is created, and removed with what is in it', () => {
  const created = RunDirectory.create();
  created.announce(MAIN);
  expect(created.exists()).toBe(true);
  created.remove();
  expect(created.exists()).toBe(false);
});

it('gives the shards of all threads that were announced, in the order of their numbers', () => {
  for (const id of [CHILD, WORKER, MAIN]) run.announce(id);
  const profile = profiler.snapshot();
  run.writeShard(MAIN, profile);
  run.writeShard(CHILD, profile);
  const saved = JSON.parse(JSON.stringify(profile));
  expect(readShards(run, noImages)).toEqual([
    { ...MAIN, profile: saved },
    { ...WORKER, profile: undefined },
    { ...CHILD, profile: saved },
  ]);
});

it('writes what it has no room for where everybody may, but does not use what somebody else has made', () => {
  // No file can be renamed to a folder.
  mkdirSync(join(run.path, '9-0.json'));
  const [foreign, spare] = ['/dev/shm', '/var/tmp'].map((parent) =>
    join(parent, basename(run.path)),
  );
  mkdirSync(foreign, { mode: 0o755 });
  for (const name of ['9-0.json', '10-0.started', '10-0.json']) {
    writeFileSync(join(foreign, name), '{}');
  }
  try {
    run.announce(MAIN);
    const profile = profiler.snapshot();
    run.writeShard(MAIN, profile);
    expect(readdirSync(spare)).toEqual(['9-0.json']);
    rmdirSync(join(run.path, '9-0.json'));
    const saved = JSON.parse(JSON.stringify(profile));
    expect(readShards(run, noImages)).toEqual([{ ...MAIN, profile: saved }]);
    run.remove();
    expect([foreign, spare].map((path) => existsSync(path))).toEqual([true, false]);
  } finally {
    for (const path of [foreign, spare]) rmSync(path, { recursive: true, force: true });
  }
});

it('knows which processes deal with signals', () => {
  run.acknowledgeSignals(9);
  expect([9, 10].map((process) => run.hasAcknowledgedSignals(process))).toEqual([true, false]);
});

it('ignores the acknowledgement of a process that outlives it', () => {
  run.remove();
  expect(() => run.acknowledgeSignals(9)).not.toThrow();
  expect(run.hasAcknowledgedSignals(9)).toBe(false);
});

it('keeps the text of sources that are only in a source map', () => {
  const present = join(run.path, 'present.ts');
  writeFileSync(present, 'in its file');
  const lost = join(run.path, 'lost.ts');
  run.saveEmbeddedSources({
    sources: [present, null, lost, join(run.path, 'empty.ts')],
    sourcesContent: ['in the map', 'of no file', 'only in the map', null],
  });
  expect(run.readSource(present)).toBe('in its file');
  expect(run.readSource(lost)).toBe('only in the map');
  expect(run.readSource(join(run.path, 'empty.ts'))).toBeUndefined();
});

it('finds the traces of its own threads beside the file that was asked for', () => {
  const trace = join(temporaryDirectory(), 'app.trace');
  const other = new RunDirectory(temporaryDirectory());
  for (const id of [WORKER, MAIN]) writeFileSync(run.traceShard(trace, id), '');
  writeFileSync(other.traceShard(trace, CHILD), '');
  writeFileSync(trace, '');
  expect(run.findTraceShards(trace)).toEqual([MAIN, WORKER]);
  expect(existsSync(other.traceShard(trace, CHILD))).toBe(true);
});
