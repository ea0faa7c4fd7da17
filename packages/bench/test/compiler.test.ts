import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const bench = join(__dirname, '../bench.mjs');

describe('the benchmark of the TypeScript compiler', () => {
  it('runs, with the same mistakes found by every compiler', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [bench, 'compiler', '--short']);
    expect(stdout).toMatch(/\| off +\| +bare \| .*×.*1\.15/);
    expect(stdout).toMatch(/\| on, leaves counted +\| +two clock reads a timed call \| .*×.*1\.15/);
    expect(stdout).toMatch(/\| on, leaves counted +\| +bare \| .*×.*4 \|/);
  });
});
