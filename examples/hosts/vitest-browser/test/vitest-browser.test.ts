import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '@coroscope/profile';
import { chromiumPath } from '../../../../packages/conformance/test/support/chromium.js';
import { calls, temporaryDirectory } from '../../../../packages/coroscope/test/support/command.js';
import { describeHost } from '../../support/host.js';
import { placeOf, waits } from '../../support/places.js';

const directory = join(__dirname, '..');
const vitest = join(directory, 'node_modules/vitest/vitest.mjs');

interface TestFigures {
  titles: string[];
  profile: Profile;
}

function runTests(environment: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run'], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', CHROMIUM_PATH: chromiumPath!, ...environment },
  });
  return { status, output: stdout + stderr };
}

describeHost('Vitest in a browser', directory, () => {
  it('gives the figures of each test, and its matchers pass', () => {
    const out = join(temporaryDirectory(), 'figures.json');
    const { status, output } = runTests({ COROSCOPE: '1', COROSCOPE_OUT: out });
    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringContaining('3 tests in 2 files'),
    });
    const figures = JSON.parse(readFileSync(out, 'utf8')) as TestFigures[];
    const profileOf = (title: string) =>
      figures.find(({ titles }) => titles.join() === title)!.profile;
    const total = profileOf('a total asks for each price once');
    expect(calls(total)).toMatchObject({ total: 1, price: 3 });
    expect(waits(total, directory)).toMatchObject({
      [placeOf(directory, 'src/cart.js', 'await price')]: 3,
      [placeOf(directory, 'src/cart.js', 'await new Promise')]: 3,
    });
    expect(calls(profileOf('two prices at once'))).toMatchObject({ price: 2 });
  }, 120_000);

  it('measures nothing without COROSCOPE, and its matchers pass and say so', () => {
    const { status, output } = runTests({ COROSCOPE: '' });
    expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/3 passed/) });
    expect(output).toContain('coroscope: nothing was measured');
    expect(output).not.toContain('3 tests in 2 files');
  }, 120_000);
});
