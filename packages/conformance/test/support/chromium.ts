import { existsSync } from 'node:fs';

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where a Chromium is on this machine; CHROMIUM_PATH comes first. */
export const chromiumPath = candidates.find(
  (path): path is string => path !== undefined && existsSync(path),
);

/** Runs where there is a Chromium, and always in CI: there, one that is missing is a failure. */
export const describeInChromium =
  chromiumPath !== undefined || process.env.CI
    ? describe
    : (name: string, body: () => void) =>
        describe.skip(`${name} (no Chromium found: install one or set CHROMIUM_PATH)`, body);
