import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { instrumented } from './support/run.js';
import { bundle } from './support/bundle.js';

const PAGE = readFileSync(join(__dirname, '../../../docs/babel.md'), 'utf8');

/** The code blocks of the page in a language, in their order. */
function blocks(language: string): string[] {
  const fence = new RegExp(`^( *)\`\`\`${language}\\n(.*?)\`\`\``, 'gms');
  return [...PAGE.matchAll(fence)].map(([, indent, text]) =>
    text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

const [gated, global] = blocks('json') as [string, string];
const [reading, hints, conditional] = blocks('js') as [string, string, string];

describe('docs/babel.md', () => {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-docs-'));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  };
  beforeAll(() => {
    write('package.json', '{ "type": "module" }');
    write('build/package.json', '{ "type": "module" }');
    write(
      'src/checkout.js',
      'export const checkout = async () => await helper(); const helper = () => check(); const check = () => 5;',
    );
    for (const name of ['runtime', 'babel-plugin']) {
      write(`node_modules/@coroscope/${name}/package.json`, '{ "main": "index.cjs" }');
      bundle(name, join(directory, 'node_modules/@coroscope', name, 'index.cjs'));
    }
    mkdirSync(join(directory, 'node_modules/@babel'));
    const core = dirname(require.resolve('@babel/core/package.json'));
    symlinkSync(core, join(directory, 'node_modules/@babel/core'), 'dir');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const node = (code: string, COROSCOPE = '') =>
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: directory,
      env: { ...process.env, COROSCOPE },
      encoding: 'utf8',
    });

  /** The checkout, compiled as the configuration says. */
  const compileCheckout = (configuration: string, file: string, variable?: string) => {
    write(file, configuration);
    const code = node(
      `import babel from '@babel/core';
       console.log(babel.transformFileSync('src/checkout.js', { configFile: './${file}' }).code);`,
      variable,
    );
    rmSync(join(directory, file));
    return code;
  };

  it('has no block that is not run here', () => {
    expect([blocks('json').length, blocks('js').length, blocks('\\w+').length]).toEqual([2, 3, 6]);
  });

  it('the line of the configuration, and the reading', () => {
    expect(compileCheckout(gated, 'babel.config.json')).not.toContain('register');
    write('build/checkout.js', compileCheckout(gated, 'babel.config.json', '1'));
    write(
      'build/main.js',
      `${reading}\nconsole.log(result, profile.functions.map(({ name }) => name).join());`,
    );
    expect(node("await import('./build/main.js');")).toBe('5 checkout,helper,check\n');
  });

  it('the global', () => {
    const code = compileCheckout(global, 'babel.config.json');
    expect(code).toContain('__coroscope__.register');
    expect(code).not.toContain('import');
  });

  it('the hints', () => {
    const functions: string[] = [];
    const code = `${hints}\nexport function kept() { tick(); }`;
    instrumented(
      code,
      {},
      {
        onInstrumented: (file) => functions.push(...file.functions.map(({ name }) => name)),
      },
    );
    expect(functions).toEqual(['<module>', 'kept']);
  });

  it('the configuration that changes with the environment', () => {
    expect(compileCheckout(conditional, 'babel.config.cjs')).not.toContain('register');
    expect(compileCheckout(conditional, 'babel.config.cjs', '1')).toContain('register');
  });
});
