import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

it.each([
  ['a fixed seed', ['--seed', '13']],
  ['a new seed', []],
])(
  'random programs of %s do the same in the same order, bare and instrumented',
  async (_, seed) => {
    const args = [join(__dirname, '../order.mjs'), '--programs', '100', ...seed];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      maxBuffer: 2 ** 26,
    }).catch((error: { stdout: string; stderr: string }) => ({
      stdout: error.stdout + error.stderr,
    }));
    expect(stdout).toMatch(/^100 programs, --seed \d+\nno difference\n$/);
  },
);
