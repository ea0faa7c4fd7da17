import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import bands from '../bands.json';

const PAGE = readFileSync(join(__dirname, '../../../docs/swc.md'), 'utf8');

/** The code blocks of the page in a language, in their order. */
function blocks(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)\`\`\``, 'gms'))].map(
    ([, text]) => text!,
  );
}

const [api, , jestConfig, , , rspack] = blocks('js') as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const [swcrc] = blocks('json') as [string];

const FILE = 'export const pay = async (): Promise<number> => await send();\n';

describe('docs/swc.md', () => {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-docs-'));
  const write = (name: string, text: string) => writeFileSync(join(directory, name), text);

  beforeAll(() => {
    for (const name of ['@coroscope/swc-plugin', '@swc/core', '@swc/jest', '@rspack/core']) {
      const link = join(directory, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(dirname(require.resolve(`${name}/package.json`)), link, 'dir');
    }
    mkdirSync(join(directory, 'src'));
    write('package.json', '{ "type": "module" }');
    write('src/main.ts', FILE);
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const node = (code: string, COROSCOPE = '1') =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: directory,
      env: { ...process.env, COROSCOPE },
      encoding: 'utf8',
    });

  it('one line instruments, where the environment says so', () => {
    const program = `${api}\nconsole.log(code);`;
    expect(node(program)).toContain('$c.register(1, "pay.js", 2, 1,');
    expect(node(program, '')).not.toContain('register');
  });

  it('a .swcrc names the build', () => {
    write('.swcrc', swcrc);
    // SWC looks for its configuration around files that exist.
    write('pay.js', '');
    const code = node(
      `import { transformSync } from '@swc/core';
       console.log(transformSync('export const pay = async () => await send();', { filename: process.cwd() + '/pay.js' }).code);`,
    );
    rmSync(join(directory, '.swcrc'));
    expect(code).toMatch(/\.register\(1, ".*\/pay\.js", 2, 1,/);
  });

  it('@swc/jest', () => {
    write('jest.config.cjs', jestConfig);
    const code = node(
      `import config from './jest.config.cjs';
       import swcJest from '@swc/jest';
       const [[, options]] = Object.values(config.transform);
       const transformer = swcJest.createTransformer({ ...options, swcrc: false });
       console.log(transformer.process('f(async () => await g());', '/project/pay.js', {}).code);`,
    );
    expect(code).toContain('.register(1, "/project/pay.js", 2, 1,');
  });

  it('Rspack', () => {
    write('rspack.config.mjs', rspack);
    const code = node(
      `import { rspack } from '@rspack/core';
       import { readFileSync } from 'node:fs';
       import config from './rspack.config.mjs';
       const options = { ...config, context: process.cwd(), mode: 'development', devtool: false,
         externals: { '@coroscope/runtime': 'runtime' } };
       rspack(options, (error, stats) => {
         if (error ?? stats.hasErrors()) throw error ?? new Error(stats.toString());
         console.log(readFileSync('dist/main.js', 'utf8'));
       });`,
    );
    expect(code).toMatch(/\.register\(1, ".*\/src\/main\.ts", 2, 1,/);
  });

  it('its versions are those that the build is chosen by', () => {
    const rows = [...PAGE.matchAll(/^\| `([^`]+)` +\| (\S+)( to \S+)? +\| `([^`]+)` +\|$/gm)];
    const documented = rows.map(([, host, from, , wasm]) => [
      host,
      from!.replace('.x', '.0'),
      wasm,
    ]);
    const known = bands.flatMap(({ hosts, wasm }) =>
      Object.entries(hosts).map(([host, [from]]) => [host, from, wasm]),
    );
    expect(documented).toEqual(known);
  });
});
