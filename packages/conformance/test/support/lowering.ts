import { transformSync as babel } from '@babel/core';
import { transformSync as swc } from '@swc/core';
import type { TransformOptions } from '@coroscope/transform';
import { transformSync as esbuild } from 'esbuild';
import ts from 'typescript';

export interface Lowered {
  code: string;
  map: TransformOptions['inputSourceMap'];
}

/** Compiles a program as projects do that target ES2016: its async functions become generators. */
export type Lower = (code: string, file: string) => Lowered;

/** Programs that are other programs once a compiler has lowered them, by the reason. */
const CLASSES = {
  reason: 'classes are lowered as well, whose parts get functions of their own',
  programs: ['coroutine-methods', 'fields', 'private-and-static', 'static-block'].map(
    (name) => `functions/${name}`,
  ),
};
const BARE_RETURN = {
  reason: '`return;` of an async generator awaits',
  programs: ['async-generators/return'],
};
const GENERATORS = {
  reason:
    'async generators run `return()` and `throw()` at once, and do not await what is returned',
  programs: [
    'async-generators/break',
    'async-generators/return',
    'async-generators/return-rejecting',
    'async-generators/throw-and-return',
    'for-await/body-rejects',
    'yield-star/async-return',
  ],
};
const TOP_LEVEL = {
  reason: 'esbuild takes no top-level await where it lowers async functions',
  programs: [
    'async-generators/never-started',
    'await/top-level',
    'await/top-level-children',
    'contention/windows',
    'modules/dynamic-import',
    'modules/never-settles',
    'modules/static-import',
    'modules/throws',
    'threads/contended-by-own-thread',
    'threads/states-add-up',
    'threads/wait-is-outside',
  ],
};

/** What is known to differ, by compiler. */
export const DIFFERENCES: Record<string, { reason: string; programs: string[] }[]> = {
  'TypeScript, ES2015': [CLASSES, BARE_RETURN],
  'TypeScript, ES2016': [CLASSES, BARE_RETURN],
  Babel: [GENERATORS],
  SWC: [CLASSES, GENERATORS],
  esbuild: [GENERATORS, TOP_LEVEL],
};

const lowerByTypeScript =
  (target: ts.ScriptTarget): Lower =>
  (code, file) => {
    const { outputText, sourceMapText } = ts.transpileModule(code, {
      fileName: file,
      compilerOptions: { target, module: ts.ModuleKind.ESNext, allowJs: true, sourceMap: true },
    });
    return { code: outputText.replace(/^\/\/# source.*$/m, ''), map: sourceMapText };
  };

export const COMPILERS: Record<string, Lower> = {
  'TypeScript, ES2015': lowerByTypeScript(ts.ScriptTarget.ES2015),
  'TypeScript, ES2016': lowerByTypeScript(ts.ScriptTarget.ES2016),
  Babel: (code, file) => {
    const result = babel(code, {
      filename: file,
      configFile: false,
      babelrc: false,
      sourceMaps: true,
      plugins: [
        require.resolve('@babel/plugin-transform-async-to-generator'),
        require.resolve('@babel/plugin-transform-async-generator-functions'),
      ],
    })!;
    return { code: result.code!, map: JSON.stringify(result.map) };
  },
  SWC: (code, file) => {
    const result = swc(code, {
      filename: file,
      configFile: false,
      swcrc: false,
      sourceMaps: true,
      jsc: { target: 'es2016', parser: { syntax: 'ecmascript' }, externalHelpers: false },
    });
    return { code: result.code, map: result.map };
  },
  esbuild: (code, file) => {
    const result = esbuild(code, {
      sourcefile: file,
      sourcemap: 'external',
      supported: { 'async-await': false, 'async-generator': false, 'for-await': false },
    });
    return { code: result.code, map: result.map };
  },
};
