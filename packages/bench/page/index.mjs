import { writeProfile } from '@coroscope/profile';
import { answerPageRequest, renderPage } from '@coroscope/report/page';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { measured } from '../measured.mjs';
import { largeProfile, largeTrace } from './documents.mjs';

/** Notes when the first graph is painted, and how long each frame after that takes. */
const WATCH = `
  window.frames_ = [];
  new MutationObserver((_, observer) => {
    if (!document.querySelector('canvas[role="application"]')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now())));
  }).observe(document, { childList: true, subtree: true });
  window.frameTimes = async (start, count) => {
    const times = [];
    start();
    let last = performance.now();
    for (let i = 0; i < count; i++) {
      await new Promise(requestAnimationFrame);
      // What the frame itself takes is over when its turn is.
      await new Promise((resolve) => setTimeout(resolve));
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times.sort((a, b) => a - b);
  };
`;

/**
 * How the page does with documents as large as they get, beside what it is meant to do. Chromium is taken from
 * CHROMIUM_PATH, or where Debian has it. `--short` takes small documents, and only shows that it runs.
 */
export async function run(args) {
  const { values } = parseArgs({ args, options: { short: { type: 'boolean', default: false } } });
  const scale = values.short ? 0.01 : 1;
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    measureReport(directory, Math.round(1_000_000 * scale));
    await measureProfile(browser, directory, Math.round(500_000 * scale));
    await measureTable(browser, directory, Math.round(20_000 * scale));
    await measureTrace(browser, directory, Math.round(4_000_000 * scale));
    await measureServed(browser, Math.round(10_000_000 * scale));
  } finally {
    await browser.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function say(what, value, meant) {
  const limit = meant === '' ? '' : `   at most ${meant}`;
  console.log(`${what.padEnd(52)} ${value.padStart(12)}${limit}`);
}

const number = (value) => value.toLocaleString('en-US', { maximumFractionDigits: 1 });

async function open(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(WATCH);
  const computed = await computedBy(page);
  await page.goto(url);
  return { page, computed };
}

function write(directory, documents) {
  const file = join(directory, 'page.html');
  writeFileSync(file, [...renderPage(documents)].join(''));
  return file;
}

async function painted(page) {
  for (;;) {
    const time = await page.evaluate('window.painted');
    if (time !== undefined) return time;
    await page.waitForTimeout(50);
  }
}

async function heapOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
  return (usedSize + backingStorageSize) / 2 ** 20;
}

/** The report on a terminal, of as many contexts as a profile has by default at most. */
function measureReport(directory, contexts) {
  const file = join(directory, 'profile.json');
  writeFileSync(file, writeProfile(largeProfile(contexts, 20_000)));
  const { seconds, computed, megabytes } = measured(['report', file]);
  const size = number(statSync(file).size / 1e6);
  say(
    `report of ${number(contexts)} contexts, ${size} MB`,
    `${number(seconds * 1000)} ms`,
    '2,000 ms',
  );
  say('  of which the processor computed', `${number(computed * 1000)} ms`, '');
  say('  memory', `${number(megabytes)} MB`, '400 MB');
  rmSync(file);
}

/** @returns a function that gives the seconds of processor time that the thread of the page has taken since */
async function computedBy(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const before = await read();
  return async () => (await read()) - before;
}

async function measureProfile(browser, directory, contexts) {
  const profile = largeProfile(contexts, 20_000);
  const file = write(directory, [{ kind: 'profile', name: 'large.json', profile }]);
  say(
    `file of ${number(contexts)} contexts`,
    `${number(statSync(file).size / 1e6)} MB`,
    '4 MB and the code',
  );
  const { page, computed } = await open(browser, `file://${file}#flame`);
  say('  first painted after', `${number(await painted(page))} ms`, '2,000 ms');
  const before = await computed();
  const times = await page.evaluate(`(async () => {
    const canvas = document.querySelector('canvas');
    const { left, top } = canvas.getBoundingClientRect();
    const all = [];
    for (let i = 0; i < 12; i++) {
      all.push(...await frameTimes(() => canvas.dispatchEvent(new MouseEvent('click', {
        bubbles: true, clientX: left + 100 + 80 * i, clientY: top + 30 + 21 * (i % 5) })), 14));
    }
    return all.sort((a, b) => a - b);
  })()`);
  say(
    '  frame of a zoom, p95',
    `${number(times[Math.floor(times.length * 0.95)])} ms`,
    '16 ms, and what a screen waits',
  );
  const each = (((await computed()) - before) * 1000) / times.length;
  say('  of which the page computes, on average', `${number(each)} ms`, '');
  say('  heap', `${number(await heapOf(page))} MB`, '200 MB');
  await page.close();
}

async function measureTable(browser, directory, functions) {
  const profile = largeProfile(functions * 2, functions);
  const file = write(directory, [{ kind: 'profile', name: 'functions.json', profile }]);
  const { page } = await open(browser, `file://${file}#functions`);
  await page.waitForSelector('table');
  const time = await page.evaluate(`(async () => {
    const button = [...document.querySelectorAll('thead button')].find((b) => b.textContent.startsWith('calls'));
    const began = performance.now();
    button.click();
    await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - began;
  })()`);
  say(`${number(functions)} functions sorted in`, `${number(time)} ms`, '150 ms');
  const rows = await page.evaluate(`document.querySelectorAll('tbody tr').length`);
  say('  rows in the document', number(rows), '100');
  await page.close();
}

async function measureTrace(browser, directory, events) {
  const file = write(directory, [
    { kind: 'trace', name: 'large.trace', bytes: largeTrace(events) },
  ]);
  const { page, computed } = await open(browser, `file://${file}#timeline`);
  say(
    `trace of ${number(events)} events, painted after`,
    `${number(await painted(page))} ms`,
    '4,000 ms',
  );
  say('  of which the page computes', `${number((await computed()) * 1000)} ms`, '');
  await page.close();
}

async function measureServed(browser, events) {
  const documents = [{ kind: 'trace', name: 'large.trace', bytes: largeTrace(events) }];
  const server = createServer((request, response) => {
    const path = request.url.slice(1);
    if (
      !answerPageRequest(request, response, path, { documents: () => documents, isLive: false })
    ) {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { page, computed } = await open(
    browser,
    `http://127.0.0.1:${server.address().port}/#timeline`,
  );
  say(
    `trace of ${number(events)} events, served, painted after`,
    `${number(await painted(page))} ms`,
    '8,000 ms',
  );
  say('  of which the page computes', `${number((await computed()) * 1000)} ms`, '');
  say('  heap', `${number(await heapOf(page))} MB`, '1,200 MB');
  await page.close();
  server.closeAllConnections();
  server.close();
}
