import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const bench = join(__dirname, '../bench.mjs');

describe('the benchmark of an HTTP service', () => {
  it('runs, with every contender answering', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [bench, 'http', '--short']);
    for (const row of [
      /\| bare +\| +\d+ \| +1\.00× \|/,
      /\| own code instrumented \| +\d+ \| .*× \| at least 0\.97/,
      /\| node_modules, too +\| +\d+ \| .*× \| at least 0\.80/,
      /\| async_hooks, empty +\| +\d+ \| .*×/,
      /\| performance\.timerify +\| +\d+ \| .*×/,
    ]) {
      expect(stdout).toMatch(row);
    }
  });
});
