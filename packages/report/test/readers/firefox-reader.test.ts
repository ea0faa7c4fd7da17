import type { Profile } from '@coroscope/profile';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../node/test/support/files.js';
import {
  addFigures,
  checkFigures,
  figuresByShownName,
  type FiguresByName,
} from './support/expected.js';
import { INPUTS, recordingOf } from './support/inputs.js';
import { describeLargeReader, hasNpmPackage, node24, npmPath, write } from './support/readers.js';

jest.setTimeout(300_000);

const cli = join(npmPath, '@firefox-devtools/profiler-cli/dist/profiler-cli.js');
const isThere = hasNpmPackage('@firefox-devtools/profiler-cli') && existsSync(node24);

/** It waits for its daemon for half a second only, which on a busy machine is not enough. */
const ATTEMPTS = 10;

/** Starts the daemon; one that was too slow is ended before the next one is started. */
function load(ask: (...args: string[]) => string, file: string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      ask('load', file);
      return;
    } catch (error) {
      const [, late] = /still be running as pid (\d+)/.exec(String(error)) ?? [];
      if (late === undefined) throw error;
      process.kill(Number(late));
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

describeLargeReader("Firefox Profiler's command", isThere, () => {
  interface Row {
    name: string;
    selfSamples: number;
    totalSamples: number;
  }

  /** The functions of all threads, as a daemon tells them that is stopped afterwards. */
  const read = (of: Profile, weight?: string): FiguresByName => {
    const env = { ...process.env, PROFILER_CLI_SESSION_DIR: temporaryDirectory() };
    const ask = (...args: string[]) =>
      execFileSync(node24, [cli, ...args], { encoding: 'utf8', env, stdio: 'pipe' });
    load(ask, write('firefox', of, { weight }));
    try {
      const byName: FiguresByName = {};
      for (let thread = 0; thread < of.threads.length; thread++) {
        const args = ['--thread', `t-${thread}`, '--include-idle', '--json'];
        const { functions } = JSON.parse(ask('thread', 'functions', ...args));
        for (const { name, selfSamples, totalSamples } of functions as Row[]) {
          addFigures(byName, name, selfSamples * 1e6, totalSamples * 1e6);
        }
      }
      return byName;
    } finally {
      ask('stop');
    }
  };

  describe.each(INPUTS)('shows of %s', (input) => {
    it.each([
      ['wall', 'wall'],
      ['waiting', 'waiting'],
    ] as const)('the %s time', (weight, times) => {
      const { profile } = recordingOf(input);
      checkFigures(profile, (of) => read(of, weight), figuresByShownName(profile, times));
    });
  });
});
