import {
  activationsOf,
  functionTable,
  readProfile,
  readTrace,
  traceFigures,
  type Trace,
} from '@coroscope/profile';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { coroscope, fixtures, run, temporaryDirectory, writeFiles } from './coroscope.js';
import { describeOnEachNode } from './nodes.js';

const PAGE = readFileSync(join(__dirname, '../../../docs/trace.md'), 'utf8');
const EXAMPLE = {
  'page.js': /```js\n(.*?)```/s.exec(PAGE)![1],
  'package.json': '{ "type": "module" }',
};

function load(directory: string, file: string): Trace {
  return readTrace(readFileSync(join(directory, file)), file);
}

function functionsOf(trace: Trace): string[] {
  const activations = activationsOf(trace);
  const names = Array.from(
    { length: activations.count },
    (_, i) => trace.functions[activations.functionOf(i)].name,
  );
  return [...new Set(names)].sort();
}

describeOnEachNode('coroscope run --trace', (node) => {
  it('records what the profile adds up', async () => {
    const directory = writeFiles(EXAMPLE);
    const args = ['run', '--trace', 'page.trace', '--out', 'page.json', 'page.js'];
    const end = await coroscope(node, args, { directory });
    expect(end).toMatchObject({ code: 0, stdout: '' });
    expect(end.stderr).toContain('coroscope: trace written to page.trace\n');
    const trace = load(directory, 'page.trace');
    expect(trace).toMatchObject({ dropped: 0, overwritten: 0, notes: [] });
    expect(trace.thread.name).toBe('main');
    expect(trace.program).toMatchObject({ arguments: ['page.js'], directory });
    expect(trace.files.at(-1)!.lines).toMatchObject({ 4: '  await sleep(milliseconds);' });

    const rows = functionTable(readProfile(readFileSync(join(directory, 'page.json'), 'utf8'), ''));
    const figures = traceFigures(trace);
    const total = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0);
    const sum = (key: 'calls' | 'suspensions') => rows.reduce((all, row) => all + row[key], 0);
    expect(total(figures.calls)).toBe(sum('calls'));
    expect(total(figures.suspensions)).toBe(sum('suspensions'));
    expect(functionsOf(trace)).toEqual(rows.map(({ name }) => name).sort());
  });

  it('leaves a trace of every thread and process in which something ran', async () => {
    const directory = temporaryDirectory();
    const trace = join(directory, 'app.trace');
    const end = await coroscope(node, ['run', '--quiet', '--trace', trace, 'workers/main.mjs']);
    expect(end.code).toBe(0);
    const files = readdirSync(directory).map((name) => name.replace(/\d{2,}/, 'N'));
    expect(files.sort()).toEqual([
      'app.process-N.trace',
      'app.trace',
      'app.worker-1.trace',
      'app.worker-2.trace',
    ]);
    expect(functionsOf(load(directory, 'app.worker-1.trace'))).toContain('inWorker');
    expect(load(directory, 'app.worker-2.trace').thread.name).toBe('worker 2');
  });

  it('leaves what there was when the program is killed', async () => {
    const directory = writeFiles({
      'main.mjs': `
        function work(n) { for (let i = 0; i < n; i++) step(i); }
        function step(i) { return [i].join(); }
        work(100_000);
        process.kill(process.pid, 'SIGKILL');
      `,
    });
    const end = await coroscope(node, ['run', '--trace', 'main.trace', 'main.mjs'], { directory });
    expect(end.signal).toBe('SIGKILL');
    const trace = load(directory, 'main.trace');
    expect(trace.notes).toEqual([
      'The trace has no end: the program was killed, or is still running.',
    ]);
    expect(trace.kept).toBeGreaterThan(100_000);
    expect(functionsOf(trace)).toContain('step');
  });

  it('works without the command, too', async () => {
    const directory = writeFiles(EXAMPLE);
    const register = pathToFileURL(join(__dirname, '../dist/esm/register.js')).href;
    const environment = { COROSCOPE_OPTIONS: '{"trace":"own.trace"}' };
    const end = await run(node, ['--import', register, 'page.js'], { directory, environment });
    expect(end.code).toBe(0);
    expect(end.stderr).toContain('trace saved; print it with: coroscope trace own.trace\n');
    expect(functionsOf(load(directory, 'own.trace'))).toContain('loadOrders');
  });
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
    const lines = documented('Path ─', /%/);
    expect(lines).toHaveLength(11);
    let at = output.indexOf('\nPath -');
    for (const line of lines) {
      const found = output.indexOf(`%  ${line}\n`, at);
      expect({ line, found: found > at }).toEqual({ line, found: true });
      at = found;
    }
    expect(output).toMatch(/^Critical path of page #1 -+ page\.js:21 {2}from .* on\n/);
  });

  it('prints the timeline that the documentation shows', async () => {
    const output = await print('--timeline', '#1');
    const names = (lines: string[]) => lines.map((line) => line.replace(/[█░#.]+$/, '').trim());
    const lines = documented('Timeline, ', / #\d/);
    expect(lines).toHaveLength(6);
    expect(names(output.trimEnd().split('\n').slice(1))).toEqual(names(lines));
  });

  it('prints a summary, and takes the longest activation where none is named', async () => {
    expect(await print()).toMatch(/ events \| [\d,]+ a second \| none lost\n {2}8 calls \| 8 susp/);
    expect(await print('--critical-path')).toMatch(/^Critical path of <module> #0 /);
  });

  it('tells in one line what is wrong', async () => {
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
      expect(end.stderr).toMatch(/^coroscope: [^\n]*\n(Run "coroscope --help"[^\n]*\n)?$/);
    }
    const unwritable = await coroscope(
      node,
      ['run', '--trace', 'no/where.trace', 'workers/main.mjs'],
      { directory: fixtures },
    );
    expect(unwritable.stderr).toMatch(/can't write no\/where\.trace.*give --trace another place/);
  });
});
