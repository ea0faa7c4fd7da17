import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertInput, type ConvertOptions } from '../src/actions/convert-input.js';
import { command, coroscope, run, writeFiles } from './support/command.js';

const node = process.execPath;
const PROGRAM = {
  'main.mjs': `
    async function alpha() { for (const _ of [1]) await null; }
    function beta() { return [1, 2].join(); }
    function main() { beta(); return alpha(); }
    await main();
  `,
};

async function recorded(): Promise<string> {
  const directory = writeFiles(PROGRAM);
  const args = ['run', '--quiet', '--out', 'a.json', '--trace', 'a.trace', 'main.mjs'];
  await coroscope(node, args, { directory });
  return directory;
}

describe('coroscope convert', () => {
  it('writes a profile or a trace in the format of --to, or of the extension', async () => {
    const directory = await recorded();
    const stacks = await coroscope(node, ['convert', 'a.json', '--to', 'collapsed'], { directory });
    expect(stacks).toMatchObject({ code: 0, stderr: '' });
    expect(stacks.stdout).toMatch(
      /^main;<module> \(main\.mjs\);main \(main\.mjs\);alpha \(main\.mjs\) \d+$/m,
    );
    const args = ['convert', 'a.json', '-o', 'a.speedscope.json'];
    const file = await coroscope(node, args, { directory });
    expect(file.stderr).toBe('coroscope: speedscope profile written to a.speedscope.json\n');
    expect(() =>
      JSON.parse(readFileSync(join(directory, 'a.speedscope.json'), 'utf8')),
    ).not.toThrow();
    const trace = await coroscope(node, ['convert', 'a.trace', '--to', 'chrome'], { directory });
    const events = JSON.parse(trace.stdout).traceEvents as { name: string }[];
    expect(events.map(({ name }) => name)).toEqual(expect.arrayContaining(['alpha', 'main']));
    // Nothing of what was written aside is left.
    expect(readdirSync(directory).sort()).toEqual([
      'a.json',
      'a.speedscope.json',
      'a.trace',
      'main.mjs',
    ]);
  });

  it('folds what is not asked for, so that sums hold', async () => {
    const directory = await recorded();
    const totalOf = (text: string) =>
      text
        .trim()
        .split('\n')
        .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    const weight = ['convert', 'a.json', '--to', 'collapsed', '--weight', 'calls'];
    const all = await coroscope(node, weight, { directory });
    const some = await coroscope(node, [...weight, '--function', 'alpha'], { directory });
    expect(some.stdout).toContain('alpha');
    expect(some.stdout).not.toContain('beta');
    expect(some.stdout).toMatch(/;… 1 more \d+$/m);
    expect(totalOf(some.stdout)).toBe(totalOf(all.stdout));
  });

  it('says what is wrong, and what there is', async () => {
    const directory = await recorded();
    const refusals: [string[], RegExp][] = [
      [['a.json'], /give a format with --to, such as --to speedscope/],
      [
        ['a.json', '--to', 'chrome'],
        /a\.json is a profile, which has no format chrome; choose --to text, callgrind/,
      ],
      [
        ['a.trace', '--to', 'pprof'],
        /a\.trace is a trace, which has no format pprof; choose --to chrome, otlp/,
      ],
      [
        ['a.json', '--to', 'csv', '--function', 'gamma'],
        /a\.json: has no function "gamma"; name one that ran, such as/,
      ],
      [['a.trace', '--to', 'otlp', '--tag', 'x'], /a\.trace: has no tag "x"/],
      [['a.json', '--to', 'pstats', '--weight', 'calls'], /pstats: has no place for "calls"/],
      [['none.json', '--to', 'csv'], /there is no none\.json/],
    ];
    for (const [args, message] of refusals) {
      const end = await coroscope(node, ['convert', ...args], { directory });
      expect(end).toMatchObject({ code: 2, stdout: '' });
      expect(end.stderr).toMatch(message);
    }
  });

  it('refuses what is large, whether that is known before or not, and writes it with --force', async () => {
    const directory = await recorded();
    const most = 400;
    const out = join(directory, 'out');
    const base = { out, compensate: false, quiet: true };
    const cases: [string, Partial<ConvertOptions>, RegExp][] = [
      // What is kept of a trace tells how large it becomes.
      ['a.trace', { to: 'chrome' }, /^about 0\.0 GB would be written; take less with --min-time/],
      ['a.trace', { to: 'chrome', minTime: 0 }, /^it is more than 4e-7 GB; take less/],
      ['a.json', { to: 'speedscope' }, /^it is more than 4e-7 GB; .* or write it with --force$/],
    ];
    const given = readdirSync(directory);
    for (const [file, options, message] of cases) {
      const convert = (force: boolean, limit: number) =>
        convertInput(join(directory, file), { ...base, ...options, force }, limit);
      await expect(convert(false, most)).rejects.toThrow(message);
      // Nor is anything left of it.
      expect(readdirSync(directory)).toEqual(given);
      await convert(true, most);
      const whole = readFileSync(out, 'utf8');
      expect(whole.length).toBeGreaterThan(most);
      expect(() => JSON.parse(whole)).not.toThrow();
      rmSync(out);
      await convert(false, 1e9);
      expect(readFileSync(out, 'utf8')).toBe(whole);
      rmSync(out);
    }
    const args = ['convert', 'a.trace', '--to', 'chrome', '--force'];
    expect(await coroscope(node, args, { directory })).toMatchObject({ code: 0 });
  });

  it('says which of a profile and a trace is wanted', async () => {
    const directory = await recorded();
    const refusals: [string[], RegExp][] = [
      [['merge', 'a.trace'], /a\.trace is a trace, and this takes profiles; save a profile with/],
      [['diff', 'a.json', 'a.trace'], /a\.trace is a trace, and this takes profiles/],
      [['trace', 'a.json'], /a\.json is a profile, and this takes traces; record one with/],
    ];
    for (const [args, message] of refusals) {
      const end = await coroscope(node, args, { directory });
      expect(end).toMatchObject({ code: 2, stdout: '' });
      expect(end.stderr).toMatch(message);
    }
  });

  it('reads a profile to which a shell has put a byte order mark', async () => {
    const directory = await recorded();
    const marked = Buffer.concat([Buffer.from('\ufeff'), readFileSync(join(directory, 'a.json'))]);
    writeFileSync(join(directory, 'marked.json'), marked);
    const read = (file: string) => coroscope(node, ['convert', file, '--to', 'csv'], { directory });
    expect(await read('marked.json')).toEqual(await read('a.json'));
  });

  it('ends quietly when the reader has seen enough', async () => {
    const directory = await recorded();
    const pipe = `"${node}" "${command}" convert a.trace --to chrome | head -c 10`;
    expect(await run('sh', ['-c', pipe], { directory })).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes parts of a table to folders, named by what is given and by the files', async () => {
    const directory = await recorded();
    const to = ['--partition', 'service=a b/c,run', '-o', 'fleet'];
    const end = await coroscope(node, ['convert', 'a.json', ...to], { directory });
    expect(end).toMatchObject({ code: 0, stdout: '' });
    expect(end.stderr).toMatch(
      /^coroscope: 1 profile written to fleet; read with: from read_parquet\('fleet\/\*\*/,
    );
    const file = join(directory, 'fleet/service=a%20b%2Fc/run=a/part-0.parquet');
    expect(readFileSync(file, 'latin1')).toMatch(/^PAR1.*alpha.*PAR1$/s);

    const same = ['--partition', 'service=x', '-o', 'twice', '--quiet'];
    await coroscope(node, ['convert', 'a.json', 'a.json', ...same], { directory });
    const parts = readdirSync(join(directory, 'twice/service=x')).sort();
    expect(parts).toEqual(['part-0.parquet', 'part-1.parquet']);

    const refusals: [string[], RegExp][] = [
      [
        ['a.json', 'a.json', '--to', 'csv'],
        /one file is written of one input; several go to folders/,
      ],
      [
        ['a.json', 'a.trace', '--partition', 'run', '-o', 'x'],
        /a\.trace is a trace, the files before/,
      ],
      [
        ['a.json', '--partition', 'run', '--to', 'csv', '-o', 'x'],
        /--partition is for --to parquet/,
      ],
      [
        ['a.json', '--partition', 'run'],
        /--partition is for --to parquet, and a folder that --out/,
      ],
      [['a.json', '--partition', 'tag=x', '-o', 'x'], /The table has a column tag/],
      [['a.json', '--partition', 'a=,b', '-o', 'x'], /Give names and values, such as service=/],
    ];
    for (const [args, message] of refusals) {
      const refused = await coroscope(node, ['convert', ...args], { directory });
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toMatch(message);
    }
  });
});
