import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync as babel } from '@babel/core';
import { transformSync as swc, type Options } from '@swc/core';
import { transformSync as esbuild } from 'esbuild';
import ts from 'typescript';
import { transform } from '../../src/index.js';
import { examplesOf } from '../support/documentation.js';

const PAGE = join(__dirname, '../../../../docs/hints.md');

/** How often something in a file is instrumented, its body apart. */
function functionsOf(code: string): string[] {
  const options = { filename: 'a.js', sourceType: 'module', modules: false } as const;
  return transform(code, options).metadata?.functions.map(({ name }) => name) ?? [];
}

it.each(examplesOf(PAGE))('the example in line $line leaves out what it says', ({ code }) => {
  const names = functionsOf(code);
  expect(names.filter((name) => /ignored/i.test(name))).toEqual([]);
  const seen = /\w*seen\w*(?=\()|\w*seen\w*(?= =)/gi;
  expect(names.map((name) => name.split('.').at(-1))).toEqual(code.match(seen) ?? []);
});

/** Places for a hint, by what stands there; something precedes all but that of a file. */
const PLACES: Record<string, ((hint: string) => string)[]> = {
  file: [(hint) => `${hint.replace('next', 'file')}\n\nexport function f() { g(); }`],
  statements: [
    (hint) => `export const a = 1;\n${hint}\nexport function f() { g(); }`,
    (hint) => `export const a = 1;\n${hint}\nexport const f = () => g();`,
    (hint) => `export const a = 1;\n${hint}\nexport default () => g();`,
  ],
  arguments: [(hint) => `export const a = on(${hint} () => g());`],
  members: [
    (hint) => `export class A {\n  ${hint}\n  f() { g(); }\n}`,
    (hint) => `export const a = {\n  b: 1,\n  ${hint}\n  f: () => g(),\n};`,
  ],
};

const HINTS = [
  '/* coroscope ignore next */',
  '/* coroscope ignore next -- @preserve */',
  '/*! coroscope ignore next */',
];

const byTypeScript = (code: string, removeComments: boolean) => {
  const { ESNext: target } = ts.ScriptTarget;
  const { ESNext: module } = ts.ModuleKind;
  return ts.transpileModule(code, { compilerOptions: { target, module, removeComments } })
    .outputText;
};
const bySwc = (code: string, options: Options) =>
  swc(code, { ...options, jsc: { ...options.jsc, target: 'es2022' } }).code;

const TOOLS: Record<string, (code: string) => string> = {
  Babel: (code) => babel(code, { configFile: false })!.code!,
  TypeScript: (code) => byTypeScript(code, false),
  'TypeScript, removeComments': (code) => byTypeScript(code, true),
  SWC: (code) => bySwc(code, {}),
  'SWC, minified': (code) =>
    bySwc(code, { minify: true, jsc: { minify: { mangle: true, format: { comments: 'some' } } } }),
  esbuild: (code) => esbuild(code).code,
  'esbuild, minified': (code) => esbuild(code, { minify: true, format: 'esm' }).code,
};

/** Where a hint is heard behind a tool. */
function heard(compile: (code: string) => string, hint: string): string {
  const places = Object.keys(PLACES).filter((place) =>
    PLACES[place]!.every((write) => functionsOf(compile(write(hint))).length === 0),
  );
  return places.join(', ') || 'nowhere';
}

describe('the table of tools', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );

  it.each(Object.keys(TOOLS))('is right about %s', (tool) => {
    const row = rows.find(([name]) => name === tool);
    expect(row?.slice(1)).toEqual(HINTS.map((hint) => heard(TOOLS[tool]!, hint)));
  });
});
