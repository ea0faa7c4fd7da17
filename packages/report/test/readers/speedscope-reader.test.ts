import type { Profile } from '@coroscope/profile';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { chromiumPath, describeInChromium } from '../../../conformance/test/support/chromium.js';
import {
  addFigures,
  contextCount,
  expectFigures,
  figuresByShownName,
  type FiguresByName,
} from './support/expected.js';
import { INPUTS, recordingOf, withMistake } from './support/inputs.js';
import { write } from './support/readers.js';

jest.setTimeout(300_000);

const index = join(dirname(require.resolve('speedscope/package.json')), 'dist/release/index.html');

const NANOSECONDS: Record<string, number> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9 };

/** `374.93ms (47%)` in nanoseconds. */
function timeOf(text: string): number {
  const [, number, unit] = /^([\d.]+)(ns|µs|ms|s) /.exec(text)!;
  return Number(number) * NANOSECONDS[unit];
}

/** Rows that have one name, at most. */
const ALIKE = 3;

/** Two digits after the point of a unit are shown, in each row. */
function precision(time: number): number {
  const unit = Object.values(NANOSECONDS).findLast((size) => size <= Math.max(1, time))!;
  return ALIKE * unit * 0.0051;
}

describeInChromium("speedscope's page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  /** The rows of its table, of which it draws those that fit the window. */
  async function read(of: Profile, format: string): Promise<FiguresByName> {
    const page: Page = await browser.newPage({ viewport: { width: 1400, height: 4000 } });
    await page.goto(`file://${index}`);
    await page.setInputFiles('input[type=file]', write(format, of));
    await page.getByText('Sandwich').click();
    await page.waitForSelector('table td');
    const rows = await page.evaluate<string[][]>(
      '[...document.querySelectorAll("table tr:has(td)")].map((row) => [...row.cells].map((cell) => cell.textContent))',
    );
    await page.close();
    const byName: FiguresByName = {};
    for (const [total, self, name] of rows) addFigures(byName, name, timeOf(self), timeOf(total));
    return byName;
  }

  describe.each([
    ['speedscope', 1],
    // It has whole microseconds: a context may differ by one.
    ['cpuprofile', 1000],
  ] as const)('opens %s', (format, nanoseconds) => {
    it.each(INPUTS)('and shows the time of the functions of %s', async (input) => {
      const { profile } = recordingOf(input);
      const how = { precision, contexts: nanoseconds * contextCount(profile) };
      const all = figuresByShownName(profile, 'wall');
      // What weighs nothing there has no row.
      const expected = Object.fromEntries(
        Object.entries(all).filter(([, { cumulative = 0 }]) => cumulative >= nanoseconds / 2),
      );
      const shown = async (of: Profile) => {
        const byName = await read(of, format);
        const known = Object.entries(byName).filter(([name]) => !(name in all) || name in expected);
        return Object.fromEntries(known);
      };
      expectFigures(await shown(profile), expected, how);
      const mistaken = await shown(withMistake(profile));
      expect(() => expectFigures(mistaken, expected, how)).toThrow();
    });
  });
});
