import { transformSync as babel } from '@babel/core';
import { transformSync as swc } from '@swc/core';
import ts from 'typescript';
import { transform } from '../../src/index.js';

const SOURCE = 'export async function load(x) { return await x; }';

const typescript = (importHelpers: boolean, module: ts.ModuleKind) =>
  ts.transpileModule(SOURCE, {
    compilerOptions: { target: ts.ScriptTarget.ES5, importHelpers, module },
  }).outputText;

const withBabel = (modules: 'commonjs' | false) =>
  babel(SOURCE, {
    configFile: false,
    babelrc: false,
    presets: [[require.resolve('@babel/preset-env'), { targets: { ie: '11' }, modules }]],
  })!.code!;

const withSwc = (externalHelpers: boolean) =>
  swc(SOURCE, { configFile: false, swcrc: false, jsc: { target: 'es5', externalHelpers } }).code;

const COMPILED: Record<string, () => string> = {
  TypeScript: () => typescript(false, ts.ModuleKind.ESNext),
  'TypeScript with tslib': () => typescript(true, ts.ModuleKind.CommonJS),
  Babel: () => withBabel(false),
  'Babel, CommonJS': () => withBabel('commonjs'),
  SWC: () => withSwc(false),
  'SWC with @swc/helpers': () => withSwc(true),
};

function warningsFor(code: string): string[] {
  const warnings: string[] = [];
  transform(code, { filename: 'load.js', onWarning: (message) => void warnings.push(message) });
  return warnings;
}

it.each(Object.entries(COMPILED))(
  'one warning names the file and the setting: %s',
  (_, compile) => {
    const warnings = warningsFor(compile());
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^load\.js: .*compiled to ES5.*`target`/);
    expect(warnings[0]).not.toContain('\n');
  },
);

it.each([
  ['the source', SOURCE],
  [
    'generators',
    ts.transpileModule(SOURCE, { compilerOptions: { target: ts.ScriptTarget.ES2015 } }).outputText,
  ],
  [
    'a function that is called generator',
    'const x = generator(function () {}, regenerator.run());',
  ],
  ['a helper that nobody calls', 'var __generator = function (thisArg, body) { return body(); };'],
])('there is none for %s', (_, code) => {
  expect(warningsFor(code)).toEqual([]);
});
