import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Where the data goes. */
const PLACEHOLDER = '<!-- documents -->';

/**
 * The text of the page before its data and after it. The page is built from packages/report-page, and lies in this
 * package, wherever this code has been bundled to.
 */
export function pageTemplate(): { before: string; after: string } {
  const manifest = createRequire(import.meta.url).resolve('@coroscope/report/package.json');
  const file = join(dirname(manifest), 'dist/page/index.html');
  const [before, after] = readFileSync(file, 'utf8').split(PLACEHOLDER);
  return { before, after };
}
