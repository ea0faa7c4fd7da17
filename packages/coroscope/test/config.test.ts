import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readProfile } from '@coroscope/profile';
import { calls, coroscope, run, writeFiles } from './support/command.js';

const node = process.execPath;
const REGISTER = join(__dirname, '../dist/esm/register.js');

const PROGRAM = {
  'main.mjs': "import { a } from './a.mjs';\nfunction main() { return [a(), a()]; }\nmain();\n",
  'a.mjs': 'export function a() { return [1].join(); }\n',
};

const config = (options: object) => ({ 'coroscope.config.json': JSON.stringify(options) });

describe('the configuration', () => {
  it('says what is run, and how it is reported', async () => {
    const directory = writeFiles({
      ...PROGRAM,
      ...config({ exclude: 'a.mjs', report: { sort: 'name', limit: 1 } }),
    });
    const end = await coroscope(node, ['main.mjs'], { directory });
    expect(end.code).toBe(0);
    expect(end.stderr).toContain('by name');
    expect(end.stderr).toContain('... 1 more function');
    expect(end.stderr).not.toContain('a.mjs:1');
  });

  it('chooses what is shown, and leaves a profile whole that is saved', async () => {
    const directory = writeFiles({
      'main.mjs': 'async function once() { await null; }\nawait once();\n',
      ...config({ report: { minTime: 1e9, minCalls: 1e9 } }),
    });
    const saved = async (...options: string[]) => {
      const args = ['run', ...options, '--out', 'saved.json', 'main.mjs'];
      expect(await coroscope(node, args, { directory })).toMatchObject({ code: 0 });
      const file = join(directory, 'saved.json');
      return calls(readProfile(readFileSync(file, 'utf8'), file));
    };
    expect(await saved()).toMatchObject({ once: 1 });
    // What the command line says holds for what is saved, too.
    expect(await saved('--min-time', '1e9')).not.toHaveProperty('once');
  });

  it('leaves a profile whole that is converted to one, and folds it for other tools', async () => {
    const directory = writeFiles({
      'main.mjs': 'async function once() { await null; }\nawait once();\n',
    });
    const saving = ['run', '--quiet', '--out', 'saved.json', 'main.mjs'];
    await coroscope(node, saving, { directory });
    const folding = writeFiles({
      ...config({ report: { minTime: 1e9 } }),
      'saved.json': readFileSync(join(directory, 'saved.json'), 'utf8'),
    });
    const converted = async (...options: string[]) => {
      const args = ['convert', 'saved.json', ...options];
      const end = await coroscope(node, args, { directory: folding });
      expect(end).toMatchObject({ code: 0 });
      return options.includes('-o')
        ? readFileSync(join(folding, options.at(-1)!), 'utf8')
        : end.stdout;
    };
    for (const options of [
      ['--to', 'json'],
      ['--to', 'json', '-o', 'whole'],
      ['-o', 'whole.json'],
    ]) {
      expect(calls(readProfile(await converted(...options), 'whole'))).toMatchObject({ once: 1 });
    }
    for (const options of [
      ['--to', 'collapsed'],
      ['-o', 'a.speedscope.json'],
      ['--to', 'csv', '-o', 'a.json'],
    ]) {
      expect(await converted(...options)).toContain('… 2 more');
    }
  });

  it('yields to the command line', async () => {
    const directory = writeFiles({
      ...PROGRAM,
      ...config({ exclude: 'a.mjs', quiet: true, report: { sort: 'name' } }),
    });
    const args = ['--exclude', 'main.mjs', '--sort', 'self', 'main.mjs'];
    const end = await coroscope(node, args, { directory });
    expect(end.stderr).toContain('by self');
    expect(end.stderr).toMatch(/ a {2}a\.mjs:1/);
    expect(end.stderr).not.toMatch(/ main {2}main\.mjs/);
  });

  it('may be another file, or none', async () => {
    const directory = writeFiles({
      ...PROGRAM,
      ...config({ exclude: 'a.mjs' }),
      'other/my.json': JSON.stringify({ exclude: '../main.mjs', report: { durations: true } }),
    });
    const other = await coroscope(node, ['--config', 'other/my.json', 'main.mjs'], { directory });
    expect(other.code).toBe(0);
    expect(other.stderr).toMatch(/ a {2}a\.mjs:1/);
    expect(other.stderr).not.toMatch(/ main {2}main\.mjs/);
    const none = await coroscope(node, ['--no-config', 'main.mjs'], { directory });
    expect(none.stderr).toMatch(/ a {2}a\.mjs:1/);
    expect(none.stderr).toMatch(/ main {2}main\.mjs/);
    const printed = await coroscope(node, ['config', '--config', 'other/my.json'], { directory });
    expect(printed.stdout).toMatch(/^other\/my\.json\n/);
    expect(printed.stdout).toMatch(/report\.durations +true +other\/my\.json/);
    const without = await coroscope(node, ['config', '--no-config'], { directory });
    expect(without.stdout).toMatch(/^no configuration, as --no-config says\n/);
  });

  it.each([
    ['missing.json', /^coroscope: missing\.json: there is no such file\n/],
    ['package.json', /^coroscope: package\.json has no key 'coroscope'; a configuration is /],
    ['notes.txt', /^coroscope: notes\.txt: a configuration is a file in \.ts, /],
  ])('is an error where %s is named', async (file, message) => {
    const directory = writeFiles({ ...PROGRAM, 'package.json': '{}', 'notes.txt': '' });
    const end = await coroscope(node, ['--config', file, 'main.mjs'], { directory });
    expect(end).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
  });

  it('holds for node --import coroscope/register, below its folder, with paths of its own', async () => {
    const directory = writeFiles({
      'coroscope.config.mjs': "export default { include: 'src/a.mjs', out: 'p.json' };",
      'src/main.mjs': PROGRAM['main.mjs'],
      'src/a.mjs': PROGRAM['a.mjs'],
    });
    const options = { directory: join(directory, 'src') };
    const end = await run(node, ['--import', REGISTER, 'main.mjs'], options);
    expect(end.code).toBe(0);
    const profile = readProfile(readFileSync(join(directory, 'p.json'), 'utf8'), 'p.json');
    expect(Object.keys(calls(profile))).toEqual(['a']);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an unknown option',
      config({ includ: 'a' }),
      /unknown option 'includ' \(did you mean 'include'\?\)/,
    ],
    ['a wrong value', config({ clock: 'sun' }), /option 'clock' must be 'wall' or 'cpu'/],
    [
      'an unknown option of reports',
      config({ report: { sorted: 1 } }),
      /report: unknown option 'sorted'/,
    ],
    [
      'a wrong one',
      config({ report: { limit: -2 } }),
      /report: limit: Give a whole number above 0/,
    ],
    ['another wrong one', config({ report: { tags: 'a' } }), /report: tags must be a boolean/],
    [
      'a syntax error',
      { 'coroscope.config.ts': 'export default {\n  =' },
      /\.ts can't be loaded: .*:2:/,
    ],
  ])('is refused in one line that names the file: %s', async (_, files, message) => {
    const directory = writeFiles({ ...PROGRAM, ...files });
    const end = await coroscope(node, ['run', 'main.mjs'], { directory });
    expect(end).toMatchObject({ code: 2, stdout: '' });
    expect(end.stderr).toMatch(message);
    expect(end.stderr).toMatch(/^coroscope: .*coroscope\.config\.(json|ts).*\n$/);
  });
});

describe('coroscope config', () => {
  it('prints what holds, and where it comes from', async () => {
    const directory = writeFiles({
      ...config({ leaves: 'skip', report: { limit: 7 } }),
      'src/main.mjs': '',
    });
    const end = await coroscope(node, ['config'], { directory: join(directory, 'src') });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const rows = end.stdout.split('\n').map((line) => line.split(/ {2,}/));
    expect(rows).toEqual(
      expect.arrayContaining([
        ['leaves', '"skip"', '../coroscope.config.json'],
        ['clock', '"wall"', 'default'],
        ['report.limit', '7', '../coroscope.config.json'],
        ['report.sort', 'none', 'default'],
        ['tests.limit', '5', 'default'],
      ]),
    );
  });

  it('shows the example of docs/configuration.md', async () => {
    const page = readFileSync(join(__dirname, '../../../docs/configuration.md'), 'utf8');
    const [, example] = /```ts\n\/\/ coroscope\.config\.ts\n(.*?)```/s.exec(page)!;
    const directory = writeFiles({ 'coroscope.config.ts': example, 'node_modules/.keep': '' });
    symlinkSync(join(__dirname, '..'), join(directory, 'node_modules/coroscope'), 'dir');
    const end = await coroscope(node, ['config'], { directory });
    const own = end.stdout.split('\n').filter((line) => line.endsWith('coroscope.config.ts'));
    expect(own.slice(1).map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
      ['include', '"src"'],
      ['exclude', '["*.gen.ts","src/vendor"]'],
      ['leaves', '"skip"'],
      ['report.sort', '"self"'],
      ['report.limit', '40'],
      ['tests.limit', '10'],
      ['tests.out', '"reports/figures.json"'],
    ]);
  });

  it('says where it has looked in vain', async () => {
    const end = await coroscope(node, ['config'], { directory: writeFiles(PROGRAM) });
    expect(end.stdout).toMatch(/^no configuration: neither coroscope\.config\.ts nor another/);
  });
});
