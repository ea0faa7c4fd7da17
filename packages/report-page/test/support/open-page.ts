import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { PageDocument } from '../../../report/src/page/page-document.js';
import { renderPage } from '../../../report/src/page/render-page.js';
import { chromiumPath } from '../../../conformance/test/support/chromium.js';
import { temporaryDirectory } from '../../../node/test/support/files.js';

export { describeInChromium } from '../../../conformance/test/support/chromium.js';

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}

/** A page that is looked at, with everything that it complained of. */
export interface OpenPage {
  page: Page;
  /** The address of the file. */
  url: string;
  complaints: string[];
}

/** Notes what the page may not do, before anything of it runs. */
const TRAP = `
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
  window.trap = () => window.violations.push('the trap was sprung');
`;

/** Writes a page to a file and opens that, with the network off. */
export async function openPage(
  browser: Browser,
  documents: readonly PageDocument[],
  hash = '',
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const file = join(temporaryDirectory(), 'page.html');
  writeFileSync(file, [...renderPage(documents)].join(''));
  return openUrl(browser, `file://${file}`, hash, options);
}

/** Opens an address, with the network off unless the options say otherwise. */
export async function openUrl(
  browser: Browser,
  url: string,
  hash = '',
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    offline: url.startsWith('file:'),
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  await page.addInitScript(TRAP);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(url + hash);
  if (options.javaScriptEnabled !== false) await page.waitForSelector('main, .message:not(:empty)');
  return { page, url, complaints };
}

/** Fails if the page broke its own rules, or an error went unhandled. */
export async function expectNoComplaints({ page, complaints }: OpenPage): Promise<void> {
  expect(complaints).toEqual([]);
  expect(await page.evaluate('window.violations')).toEqual([]);
}

/** The cells of a table, as a reader sees them, by heading. */
export function readTable(page: Page, label: string): Promise<Record<string, string>[]> {
  return page.evaluate<Record<string, string>[]>(`(() => {
    const table = document.querySelector('table[aria-label=${JSON.stringify(label)}]');
    const text = (cell) => cell.textContent.replace(/ [↓↑]$/, '').trim();
    const headings = [...table.querySelectorAll('thead th')].map(text);
    return [...table.querySelectorAll('tbody tr:not(.spacer)')].map((row) =>
      Object.fromEntries([...row.children].map((cell, i) => [headings[i], text(cell)])));
  })()`);
}

/** Milliseconds after which something that is waited for will not come. */
const PATIENCE = 30_000;

/** Waits until an expression on the page is true. The page's policy forbids what Playwright would do for that. */
export async function until(page: Page, expression: string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await page.evaluate<boolean>(expression))) {
    if (Date.now() > deadline) throw new Error(`never true: ${expression}`);
    await page.waitForTimeout(20);
  }
}
