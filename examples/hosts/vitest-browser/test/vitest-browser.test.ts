import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '@coroscope/profile';
import { chromiumPath } from '../../../../packages/conformance/test/support/chromium.js';
import { calls, temporaryDirectory } from '../../../../packages/coroscope/test/support/command.js';
import { describeHost } from '../../support/host.js';
import { nodeSince } from '../../support/nodes.js';
import { placeOf, waits } from '../../support/places.js';

const directory = join(__dirname, '..');

interface TestFigures {
  titles: string[];
  profile: Profile;
}

/** @param home the folder of the tests, and of the Vitest that runs them */
function runTests(home: string, node: string, environment: Record<string, string>) {
  const vitest = join(home, 'node_modules/vitest/vitest.mjs');
  const { status, stdout, stderr } = spawnSync(node, [vitest, 'run'], {
    cwd: home,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', CHROMIUM_PATH: chromiumPath!, ...environment },
  });
  return { status, output: stdout + stderr };
}

describeHost('Vitest 4 in a browser', directory, () => {
  testApplication(directory, process.execPath);
});

const of5 = join(directory, '../vitest-browser-5');

describeHost('Vitest 5 in a browser', of5, () => {
  const copied = ['src', 'vitest.config.js'];
  beforeAll(() => {
    for (const name of copied) {
      cpSync(join(directory, name), join(of5, name), { recursive: true });
    }
  });
  afterAll(() => {
    for (const name of copied) rmSync(join(of5, name), { recursive: true, force: true });
  });

  testApplication(of5, nodeSince(22));
});

function testApplication(home: string, node: string): void {
  it('gives the figures of each test, and its matchers pass', () => {
    const out = join(temporaryDirectory(), 'figures.json');
    const { status, output } = runTests(home, node, { COROSCOPE: '1', COROSCOPE_OUT: out });
    expect({ status, output }).toEqual({
      status: 0,
      output: expect.stringContaining('3 tests in 2 files'),
    });
    const figures = JSON.parse(readFileSync(out, 'utf8')) as TestFigures[];
    const profileOf = (title: string) =>
      figures.find(({ titles }) => titles.join() === title)!.profile;
    const total = profileOf('a total asks for each price once');
    expect(calls(total)).toMatchObject({ total: 1, price: 3 });
    expect(waits(total, home)).toMatchObject({
      [placeOf(directory, 'src/cart.js', 'await price')]: 3,
      [placeOf(directory, 'src/cart.js', 'await new Promise')]: 3,
    });
    expect(calls(profileOf('two prices at once'))).toMatchObject({ price: 2 });
  }, 120_000);

  it('measures nothing without COROSCOPE, and its matchers pass and say so', () => {
    const { status, output } = runTests(home, node, { COROSCOPE: '' });
    expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/3 passed/) });
    expect(output).toContain('coroscope: nothing was measured');
    expect(output).not.toContain('3 tests in 2 files');
  }, 120_000);
}
