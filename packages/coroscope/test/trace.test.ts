import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coroscope, writeFiles } from './support/command.js';

const PAGE = readFileSync(join(__dirname, '../../../docs/trace.md'), 'utf8');
/**
 * The example of the page, so that a machine that stands still for a while changes no path: the user is there
 * long before the orders are, and no wait is shorter than it says (a timer may be, that was set with the event
 * loop's own time).
 */
const EXAMPLE = {
  'page.js': /```js\n(.*?)```/s
    .exec(PAGE)![1]
    .replace("'node:timers/promises'", "'sleep'")
    .replace('query(90)', 'query(1)'),
  'package.json': '{ "type": "module" }',
  'node_modules/sleep/package.json':
    '{ "name": "sleep", "type": "module", "exports": "./sleep.js" }',
  'node_modules/sleep/sleep.js': `
    import { setTimeout as wait } from 'node:timers/promises';
    export async function setTimeout(milliseconds) {
      const end = performance.now() + milliseconds;
      do await wait(end - performance.now());
      while (performance.now() < end);
    }`,
};

it('coroscope run --trace says where the trace is', async () => {
  const directory = writeFiles(EXAMPLE);
  const args = ['run', '--trace', 'page.trace', '--out', 'page.json', 'page.js'];
  const end = await coroscope(process.execPath, args, { directory });
  expect(end).toMatchObject({ code: 0, stdout: '' });
  expect(end.stderr).toBe(
    'coroscope: profile written to page.json\ncoroscope: trace written to page.trace\n',
  );
});

describe('coroscope trace', () => {
  const node = process.execPath;
  let directory: string;
  beforeAll(async () => {
    directory = writeFiles(EXAMPLE);
    await coroscope(node, ['run', '--quiet', '--trace', 'page.trace', 'page.js'], { directory });
  });

  const print = async (...args: string[]) => {
    const end = await coroscope(node, ['trace', 'page.trace', ...args], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    return end.stdout;
  };

  /** The lines of a tree or a timeline in docs/trace.md, without times, as a file has them. */
  const documented = (title: string, isLine: RegExp) => {
    const section = PAGE.slice(PAGE.indexOf(`\n${title}`)).split(/\n\n|\n```/)[0];
    return section
      .split('\n')
      .filter((line) => isLine.test(line))
      .map((line) => line.replaceAll('├─', '|-').replaceAll('└─', '`-').replaceAll('│', '|'))
      .map((line) => line.replace(/^ +[\d.]+ +[\d.]+% {2}/, ''));
  };

  it('prints the path that the documentation shows', async () => {
    const output = await print('--critical-path', 'page');
    // On a busy machine further lines are in between, which changes how branches are drawn, and a wait
    // that was in several states names them in lines of their own.
    const entryOf = (line: string) =>
      line.replace(/^[|`\- ]+/, '').replace(/^[a-z ]+ {2}(?=await )/, '');
    const entries = documented('Path ─', /%/).map(entryOf);
    expect(entries).toHaveLength(11);
    const printed = output
      .slice(output.indexOf('\nPath -'))
      .split('\n')
      .map((line) => entryOf(line.replace(/^ +[\d.]+ +[\d.]+% {2}/, '')));
    let at = 0;
    for (const entry of entries) {
      at = printed.indexOf(entry, at) + 1;
      expect({ entry, found: at > 0 }).toEqual({ entry, found: true });
    }
    expect(output).toMatch(/^Critical path of page #1 -+ page\.js:21 {2}from .* on\n/);
  });

  it('prints the timeline that the documentation shows', async () => {
    const output = await print('--timeline', '#1');
    const names = (lines: string[]) => lines.map((line) => line.replace(/[█▓░#!.]+$/, '').trim());
    const lines = documented('Timeline, ', / #\d/);
    expect(lines).toHaveLength(6);
    expect(names(output.trimEnd().split('\n').slice(1))).toEqual(names(lines));
  });

  it('prints a summary, and takes the longest activation where none is named', async () => {
    expect(await print()).toMatch(/ events \| [\d,]+ a second \| none lost\n {2}8 calls \| 8 susp/);
    expect(await print('--critical-path')).toMatch(/^Critical path of <module> #0 /);
  });

  it('reports in one line what is wrong', async () => {
    await coroscope(node, ['run', '--clock', 'cpu', '--trace', 'cpu.trace', 'page.js'], {
      directory,
    });
    const refusals = [
      [['none.trace'], /there is no none\.trace; record a trace with: coroscope run --trace/],
      [['page.js'], /page\.js: is not a Coroscope trace; make one with/],
      [['page.trace', '--critical-path', 'nobody'], /no activation nobody in page\.trace; name a/],
      [['page.trace', '--timeline', '#99'], /there is no activation #99 in page\.trace/],
      [['cpu.trace', '--critical-path'], /CPU clock, which does not count waiting; record it/],
      [['page.trace', '--limit', '0'], /'0' is invalid.*above 0/],
    ] as const;
    for (const [args, message] of refusals) {
      const end = await coroscope(node, ['trace', ...args], { directory });
      expect(end).toMatchObject({ code: 2, stdout: '' });
      expect(end.stderr).toMatch(message);
      expect(end.stderr).toMatch(/^coroscope: [^\n]*\n(Run "coroscope trace --help"[^\n]*\n)?$/);
    }
    const unwritable = await coroscope(node, ['run', '--trace', 'no/where.trace', 'page.js'], {
      directory,
    });
    expect(unwritable.stderr).toMatch(
      /can't write no\/where\.trace.*name another file with --trace/,
    );
  });
});
