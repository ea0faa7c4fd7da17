import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodeWithUsing } from './support/nodes.js';

const PROGRAMS = 150;

// The newest syntax where there is a Node that has it; the seed is new each time.
const node = nodeWithUsing() ?? process.execPath;

test('random programs do the same in the same order, bare and instrumented', async () => {
  const script = join(__dirname, '../order.mjs');
  const { stdout } = await promisify(execFile)(node, [script, '--programs', String(PROGRAMS)], {
    maxBuffer: 2 ** 26,
  }).catch((error: { stdout: string; stderr: string }) => ({
    stdout: error.stdout + error.stderr,
  }));
  const [seed] = stdout.split('\n', 1);
  console.info(seed);
  expect(stdout).toBe(`${seed}\nno difference\n`);
});
