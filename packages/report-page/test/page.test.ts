import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { functionTable, prune, siteTable, type Profile } from '@coroscope/profile';
import type { PageDocument } from '../../report/src/page/page-document.js';
import { flameTree } from '../src/flame/flame-tree.js';
import { layOut } from '../src/flame/layout.js';
import { ownWidths, valueOf } from '../src/flame/metric.js';
import { duration, timeScale } from '../src/text/times.js';
import { buildProfile } from '../../profile/test/build-profile.js';
import { referenceExample } from '../../profile/test/reference-example.js';
import {
  describeInChromium,
  expectNoComplaints,
  launchBrowser,
  openPage,
  readTable,
  until,
  type OpenPage,
} from './support/open-page.js';
import { serviceRun, type VirtualRun } from './support/virtual-run.js';

const profileOf = (profile: Profile, name = 'profile.json'): PageDocument => ({
  kind: 'profile',
  name,
  profile,
});

/** The text of an element. */
const textOf = (page: Page, selector: string) =>
  page.evaluate<string>(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`);

const hashOf = (page: Page) => page.evaluate<string>('location.hash');

test('the code is at most 90 kB, compressed', () => {
  const template = readFileSync(join(__dirname, '../../report/dist/page/index.html'));
  expect(gzipSync(template).length).toBeLessThan(90_000);
});

test('the page of a profile holds no address but its own', () => {
  const template = readFileSync(join(__dirname, '../../report/dist/page/index.html'), 'utf8');
  // Names of XML are no addresses.
  expect(template.replaceAll(/http:\/\/www\.w3\.org\/[\w/]*/g, '')).not.toMatch(/https?:\/\//);
  expect(template).not.toMatch(/unsafe-/);
});

describeInChromium('the page', () => {
  let browser: Browser;
  let run: VirtualRun;
  let documents: PageDocument[];
  let opened: OpenPage | undefined;

  beforeAll(async () => {
    browser = await launchBrowser();
    run = await serviceRun();
    documents = [profileOf(run.profile), { kind: 'trace', name: 'app.trace', bytes: run.trace }];
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    if (opened === undefined) return;
    await expectNoComplaints(opened);
    await opened.page.context().close();
    opened = undefined;
  });

  const open = async (
    hash: string,
    given: readonly PageDocument[] = documents,
    options: Parameters<typeof openPage>[3] = {},
  ) => {
    opened = await openPage(browser, given, hash, options);
    return opened.page;
  };

  it('says in the table of functions what the tables of the profile say', async () => {
    const profile = referenceExample();
    const page = await open('#functions?sort=self', [profileOf(profile)]);
    const expected = functionTable(profile).toSorted((a, b) => b.self - a.self);
    const rows = await readTable(page, 'Functions');
    const scale = timeScale(4000);
    expect(rows.map((row) => row['function'])).toEqual(
      expected.map(({ name, file, line }) => `${name} ${file.replace('/app/', '')}:${line}`),
    );
    expect(rows.map((row) => [row['calls'], row['total (s)'], row['self (s)']])).toEqual(
      expected.map(({ calls, total, self }) => [
        String(calls),
        scale.format(total),
        timeScale(1000).format(self),
      ]),
    );
  });

  it('says in the table of awaits what the tables of the profile say', async () => {
    const page = await open('#awaits');
    const expected = siteTable(run.profile).toSorted((a, b) => b.waiting - a.waiting);
    const rows = await readTable(page, 'Awaits');
    expect(rows.map((row) => [row['times'], row['hanging'], row['waited (ms)']])).toEqual(
      expected.map(({ suspended, live, waiting }) => [
        String(suspended),
        String(live),
        timeScale(expected[0].waiting).format(waiting),
      ]),
    );
    // Three requests, in each of which the second load could have overlapped the first.
    const pairs = await readTable(page, 'Awaits one after another');
    expect(pairs).toHaveLength(1);
    expect(pairs[0]).toMatchObject({ times: '3', dependent: 'not as the source shows' });
  });

  it('a click on a block of the flame graph says what the call tree says, and zooms', async () => {
    const profile = referenceExample();
    const tree = flameTree(profile);
    const layout = layOut(tree, ownWidths(tree, 'wall')!, 'calls');
    const page = await open('#flame', [profileOf(profile)]);
    const box = (await page.locator('canvas').boundingBox())!;
    const levelHeight = await page.evaluate<number>(
      'Math.round(1.5 * parseFloat(getComputedStyle(document.documentElement).fontSize))',
    );
    for (const node of layout.nodeOf) {
      if (node === 0) continue;
      await page.keyboard.press('Escape');
      const share = (layout.start[node] + layout.width[node] / 2) / layout.width[0];
      await page.mouse.click(
        box.x + share * box.width,
        box.y + (layout.level[node] + 0.5) * levelHeight,
      );
      const text = await textOf(page, '.strip');
      expect(text).toContain(profile.functions[tree.function[node]].name);
      expect(text).toContain(duration(valueOf(layout.width[node], 'wall')));
      expect(await hashOf(page)).toContain(`z=${node}`);
    }
  });

  it('the table beside the flame graph has its blocks', async () => {
    const page = await open('#flame?table=1');
    const rows = await readTable(page, 'Blocks of the flame graph');
    const tree = flameTree(run.profile);
    const layout = layOut(tree, ownWidths(tree, 'wall')!, 'calls');
    expect(rows).toHaveLength(layout.nodeOf.length);
    expect(rows[0]['function']).toMatch(/^all/);
    expect(rows.find((row) => row['function'].startsWith('render'))).toMatchObject({
      'called by': 'serve',
      'width (ms)': '60.0',
    });
  });

  it('keeps the zoom of both halves of a sandwich in the address, and has them as tables', async () => {
    // 1 is load: 2 x 3 calls by serve, which took 30 or 50 ms and computed for 2.
    const page = await open('#flame?order=sandwich&f=1');
    await page.locator('section[aria-label="Callers"] canvas').focus();
    // The callers stand above.
    for (const key of ['ArrowUp', 'Enter']) await page.keyboard.press(key);
    const strip = () => textOf(page, 'section[aria-label="Callers"] .strip');
    expect(await strip()).toMatch(/^serve .*252 ms, 100 % of all/);
    expect(await hashOf(page)).toMatch(/nup=2&zup=2/);
    await page.locator('section[aria-label="Callees"] canvas').focus();
    await page.keyboard.press('Enter');
    expect(await hashOf(page)).toMatch(/zdown=1&ndown=1/);
    await page.reload();
    await page.waitForSelector('.halves canvas');
    expect(await strip()).toMatch(/^serve /);

    await page.getByLabel('As a table').check();
    const below = async (label: string) =>
      (await readTable(page, `Blocks of ${label}`)).map((row) => [
        row['function'].split(' ')[0],
        row['called by'],
        row['width (ms)'],
        // Callers have no figures of their own here.
        row['calls'] ?? '',
      ]);
    expect(await below('Callers')).toEqual([['serve', 'load', '252.0', '']]);
    await page.keyboard.press('Escape');
    expect(await hashOf(page)).toMatch(/zdown=1/);
    expect(await hashOf(page)).not.toMatch(/zup=/);
    expect(await below('Callers')).toEqual([
      ['callers', '', '252.0', ''],
      ['load', 'callers', '252.0', ''],
      ['serve', 'load', '252.0', ''],
    ]);
    expect(await below('Callees')).toEqual([['load', 'all', '252.0', '6']]);
    // Of another function nothing is chosen.
    await page.locator('table[aria-label="Functions"] tbody tr', { hasText: 'render' }).click();
    expect(await hashOf(page)).toMatch(/f=2/);
    expect(await hashOf(page)).not.toMatch(/zdown=|ndown=|nup=/);
    expect(await below('Callees')).toHaveLength(2);
    // A root is that of a graph of the whole tree.
    const callees = page.locator('section[aria-label="Callees"]');
    await callees.getByRole('link', { name: 'Root here' }).click();
    expect(await hashOf(page)).toMatch(/root=2/);
    expect(await hashOf(page)).not.toMatch(/order=/);
  });

  it('has a table of the threads and one of the processes, where there are several', async () => {
    const thread = (name: string, self: number, idle: number) => ({
      name,
      elapsed: 100,
      idle,
      elsewhere: 100 - self - idle,
      contexts: [{ of: 'work', calls: 2, suspensions: 1, self, onStack: self }],
    });
    const profile = buildProfile({
      names: { work: {} },
      threads: [thread('main', 10, 70), thread('worker <b>', 40, 20), thread('child', 5, 90)],
    });
    const [main, worker, child] = profile.threads;
    main.process = worker.process = 71;
    child.process = 72;
    child.start = 30;
    profile.processes = [
      { id: 71, arguments: ['/app/main.js', '--fast'], end: 'drained' },
      { id: 72, arguments: ['/app/child.js'], end: 'killed' },
    ];
    profile.program = { arguments: ['main.js'], directory: '/app', platform: 'node' };
    const page = await open('', [profileOf(profile)]);
    const cells = async (label: string, ...names: string[]) =>
      (await readTable(page, label)).map((row) => names.map((name) => row[name]));
    expect(
      await cells('Threads', 'thread', 'process', 'on stack (ms)', 'idle (ms)', 'busy', 'events'),
    ).toEqual([
      ['main', '71', '10.00', '70.00', '30.0 %', '3'],
      ['worker <b>', '71', '40.00', '20.00', '80.0 %', '3'],
      ['child', '72', '5.00', '90.00', '10.0 %', '3'],
    ]);
    expect(
      await cells(
        'Processes',
        'command',
        'pid',
        'threads',
        'began after (ms)',
        'elapsed (ms)',
        'on stack (ms)',
        'end',
      ),
    ).toEqual([
      ['main.js --fast', '71', '2', '0', '100.0', '50.00', 'returned'],
      ['child.js', '72', '1', '30.00', '100.0', '5.00', 'killed'],
    ]);
  });

  it('shows what is left out of a large profile as blocks', async () => {
    const page = await open('#flame?table=1', [profileOf(prune(run.profile, { contexts: 1 }))]);
    const rows = await readTable(page, 'Blocks of the flame graph');
    expect(rows.map((row) => row['function'])).toContainEqual(expect.stringMatching(/^… \d more/));
    const tree = flameTree(run.profile);
    const [all] = layOut(tree, ownWidths(tree, 'wall')!, 'calls').width;
    const scale = timeScale(valueOf(all, 'wall'));
    expect(rows[0]).toMatchObject({
      function: 'all',
      [`width (${scale.unit})`]: scale.format(valueOf(all, 'wall')),
    });
  });

  it('shows what ran under one tag, in all views, and keeps it in the address', async () => {
    const tagged = (tag: string | undefined, self: number) => ({
      ...(tag === undefined ? {} : { tag }),
      id: 0,
      name: 'main',
      contexts: [{ of: tag === 'cart <b>' ? 'pay' : 'serve', calls: 2, self, onStack: self }],
    });
    const profile = buildProfile({
      elapsed: 100,
      names: { serve: {}, pay: {} },
      threads: [tagged(undefined, 3), tagged('user', 5), tagged('cart <b>', 7)],
    });
    const page = await open('#functions?sort=self', [profileOf(profile)]);
    const names = async () =>
      (await readTable(page, 'Functions')).map((row) => [
        row['function'].split(' ')[0],
        row['calls'],
        row['self (ms)'],
      ]);
    expect(await names()).toEqual([
      ['serve', '4', '8.00'],
      ['pay', '2', '7.00'],
    ]);
    await page.getByLabel('Tag').selectOption('cart <b>');
    expect(await names()).toEqual([['pay', '2', '7.00']]);
    expect(await hashOf(page)).toContain('tag=cart+%3Cb%3E');
    await page.keyboard.press('Escape');
    await page.goto((await page.evaluate<string>('location.href')).replace('#functions', '#flame'));
    await page.getByLabel('As a table').check();
    const blocks = await readTable(page, 'Blocks of the flame graph');
    expect(blocks.map((row) => row['function'].split(' ')[0])).toEqual(['all', 'pay']);
    await page.reload();
    await page.waitForSelector('table');
    expect(await page.getByLabel('Tag').inputValue()).toBe('1');
    await page.getByLabel('Tag').selectOption('all');
    expect(await readTable(page, 'Blocks of the flame graph')).toHaveLength(3);
    expect(await hashOf(page)).not.toContain('tag=');
  });

  it('search marks blocks and says their share', async () => {
    const page = await open('#flame');
    await page.keyboard.press('/');
    await page.keyboard.type('render');
    // 3 x 20 ms of 3 x 104.
    await until(
      page,
      `document.querySelector('.line').textContent === '1 block found, 19.2 % of all'`,
    );
    await page.keyboard.press('Escape');
    await until(page, `!location.hash.includes('q=')`);
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open('');
    for (const [key, name] of [
      ['2', 'functions'],
      ['3', 'flame'],
      ['4', 'awaits'],
      ['5', 'timeline'],
      ['1', 'overview'],
    ]) {
      await page.keyboard.press(key);
      expect(await hashOf(page)).toMatch(new RegExp(`^#${name}`));
      expect(await textOf(page, 'nav [aria-current]')).toMatch(new RegExp(name, 'i'));
    }
    await page.keyboard.press('2');
    await page.locator('table[aria-label="Functions"] tbody tr[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await until(page, `document.activeElement.getAttribute('aria-selected') === 'true'`);
    expect(await textOf(page, '.detail h2')).not.toBe('');
    await page.keyboard.press('Escape');
    expect(await page.locator('.detail').count()).toBe(0);
    await page.keyboard.press('?');
    await until(page, `document.querySelector('dialog').open`);
    await page.keyboard.press('Escape');
    await until(page, `!document.querySelector('dialog').open`);

    await page.keyboard.press('3');
    await page.locator('canvas').focus();
    await page.keyboard.press('ArrowDown');
    expect(await textOf(page, '.strip')).toMatch(/^serve/);
    await page.keyboard.press('Enter');
    expect(await hashOf(page)).toContain('z=');
    await page.keyboard.press('Escape');
    expect(await hashOf(page)).not.toContain('z=');
  });

  it('keeps what is shown in the address: links, reload and Back work', async () => {
    const page = await open('#functions?f=1&sort=calls.up');
    expect(await textOf(page, '.detail h2')).toBe('load');
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toContain('calls');
    await page.reload();
    await page.waitForSelector('.detail h2');
    expect(await textOf(page, '.detail h2')).toBe('load');
    await page.getByRole('link', { name: /Flame graph from here/ }).click();
    expect(await hashOf(page)).toMatch(/^#flame.*root=1/);
    await page.goBack();
    await until(page, `location.hash.startsWith('#functions')`);
    expect(await textOf(page, '.detail h2')).toBe('load');
  });

  it('findings lead to their places', async () => {
    const page = await open('');
    const links = page.locator('.findings a');
    const [first] = await links.allTextContents();
    expect(first).toMatch(/idle|load|serve/);
    await links.first().click();
    await until(page, `!location.hash.startsWith('#overview')`);
    expect(await page.locator('.detail').count()).toBe(1);
  });

  it('hides functions by file and saves the rest as CSV', async () => {
    const page = await open('#functions?hide=file%3Aservice.js');
    expect(await textOf(page, '.empty')).toBe('No function matches.');
    await page.getByText('Hidden: 1').click();
    await page.getByLabel('service.js').uncheck();
    await until(page, `!location.hash.includes('hide')`);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).click();
    const csv = readFileSync(await (await saved).path(), 'utf8').split('\r\n');
    expect(csv[0]).toMatch(/^name,location,calls,/);
    expect(csv).toHaveLength(run.profile.functions.length + 2);
  });

  it('the timeline shows what an activation did, and what it was resumed by', async () => {
    // Index 0 is the first request, 1 and 2 what it loads.
    const page = await open('#timeline?a=0.0');
    expect(await textOf(page, '.detail h2')).toContain('serve');
    const waits = await readTable(page, 'Waits');
    // What is loaded computes for a millisecond before serve waits, and for one when it is there.
    expect(waits.map((row) => [row['at'], row['took (ms)']])).toEqual([
      ['await 3:16', '31.00'],
      ['await 4:16', '51.00'],
    ]);
    expect(waits[0]['resumed by']).toMatch(/^load/);
    const path = await readTable(page, 'Critical path');
    // 30 and 50 ms outside, 20 in render; and 1 before and after each wait, of which the first is on the
    // stack of serve.
    expect(path.map((row) => [row['in'], row['what'], row['time (ms)']])).toEqual([
      ['load', 'waited for what is outside', '80.00'],
      ['serve', 'on the stack', '22.00'],
      ['load', 'on the stack', '2.00'],
    ]);
    await page.keyboard.press('Escape');
    await page.getByLabel('As a table').check();
    const rows = await readTable(page, 'Activations');
    expect(rows).toHaveLength(3 * 4 + 1);
  });

  it('zooms the timeline to a microsecond', async () => {
    const page = await open('#timeline');
    await page.locator('canvas').focus();
    for (let i = 0; i < 60; i++) await page.keyboard.press('w');
    await until(
      page,
      `(([, from, to]) => to - from < 0.00101)(/t=([\\d.]+)-([\\d.]+)/.exec(location.hash) ?? [0, 0, 1])`,
    );
    await page.keyboard.press('0');
    await until(page, `!location.hash.includes('t=')`);
  });
});
