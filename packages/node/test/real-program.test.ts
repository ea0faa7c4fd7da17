import type { Thread } from '@coroscope/profile';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { profile } from './support/launch.js';
import { run } from './support/run.js';

const root = join(__dirname, '../../..');
const manifest = createRequire(__filename).resolve('prettier/package.json');
const command = [
  join(dirname(manifest), 'bin/prettier.cjs'),
  '--check',
  'packages/profile/src/findings',
];

describe('a sizeable program that is not ours, instrumented whole', () => {
  it('does what it does without us, and its figures hold together', async () => {
    const bare = await run(process.execPath, command, { directory: root });
    // A context for each call path, so that every row can be compared with its parent's.
    const options = { all: true, maxContexts: 2_000_000 };
    const end = await profile(process.execPath, command, { directory: root }, options);
    expect(end).toMatchObject({ code: bare.code, stdout: bare.stdout, stderr: bare.stderr });

    const { functions, notes } = end.profile;
    expect(functions.length).toBeGreaterThan(1000);
    expect(notes).toEqual([]);
    for (const thread of end.profile.threads) {
      const isSynchronous = (row: number) =>
        ['function', 'module'].includes(functions[thread.contexts.function[row]].kind);
      expect(sum(thread.contexts.self)).toBeCloseTo(thread.elapsed);
      expect(rowsThatExceedTheirParents(thread, isSynchronous)).toEqual([]);
    }
  }, 300_000);
});

/** The contexts whose synchronous children have been on stack for longer than they have. */
function rowsThatExceedTheirParents(
  { contexts }: Thread,
  isSynchronous: (row: number) => boolean,
): number[] {
  const { parent, onStack } = contexts;
  const ofChildren = parent.map(() => 0);
  for (let row = 1; row < parent.length; row++) {
    // A coroutine goes on stack without its parent when it resumes.
    if (isSynchronous(row)) ofChildren[parent[row]] += onStack[row];
  }
  const rounding = 1e-6;
  return [...parent.keys()].filter((row) => row > 0 && ofChildren[row] > onStack[row] + rounding);
}

function sum(column: number[]): number {
  return column.reduce((total, value) => total + value, 0);
}
