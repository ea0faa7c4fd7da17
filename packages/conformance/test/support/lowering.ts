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

/** What a lowered program does differently from its source, and what follows for its figures. */
interface Difference {
  reason: string;
  /** By program: what the figures differ in, or that it fails; undefined where it is not run. */
  programs: Record<string, readonly string[] | 'fails' | undefined>;
}

const notRun = (reason: string, names: string[]): Difference => ({
  reason,
  programs: Object.fromEntries(names.map((name) => [name, undefined])),
});

const CLASSES = notRun(
  'classes are lowered as well, whose parts get functions of their own',
  ['coroutine-methods', 'fields', 'private-and-static', 'static-block'].map(
    (name) => `functions/${name}`,
  ),
);
const TOP_LEVEL = notRun('esbuild takes no top-level await where it lowers async functions', [
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
]);

const BARE_RETURN: Difference = {
  reason: '`return;` of an async generator is `return yield __await(void 0);`',
  programs: { 'async-generators/return': ['end: bare: suspensions: expected 0, got 1'] },
};

/** Babel, SWC and esbuild: `return x` ends the generator, and the helper awaits `x` afterwards. */
const RETURN: Difference = {
  reason: 'an async generator has ended when what it returns is awaited',
  programs: {
    // The 3 ms of sleep(3) are a wait of run's that nothing explains.
    'async-generators/return': [
      'end: run: external: expected 0, got 3',
      'end: plain: suspensions: expected 1, got 0',
      'end: pending: suspensions: expected 1, got 0',
      'end: pending: total: expected 3, got 0',
      'end: pending: external: expected 3, got 0',
      'end: pending: span: expected 3, got 0',
      'end: pending: awaiting: expected 3, got 0',
    ],
    // Its own catch can't take what it has returned, nor does the program.
    'async-generators/return-rejecting': 'fails',
  },
};
/** The helpers call the generator's `return` in place, before they have awaited the argument. */
const CLOSED_AT_ONCE: Difference = {
  reason: '`return()` closes an async generator at once',
  programs: {
    // The finally burns its 2 ms on top of drive, instead of while that awaits.
    'async-generators/throw-and-return': [
      'end: drive: onStack: expected 31, got 33',
      'end: drive: awaiting: expected 2, got 0',
    ],
    // So do the 3 ms on top of each.
    'for-await/body-rejects': [
      'end: each: onStack: expected 1, got 4',
      'end: each: awaiting: expected 5, got 2',
    ],
  },
};
/** SWC and esbuild: what an await gives to a generator that is being closed is passed on as another `return`. */
const FINALLY_LEFT: Difference = {
  reason: 'a finally block is left at its first await, if `return()` has begun it',
  programs: {
    // The 1 ms that produce burns after its await is missing wherever it was counted.
    'async-generators/break': [
      'end: elapsed: expected 12, got 11',
      'end: consume: total: expected 12, got 11',
      'end: consume: span: expected 12, got 11',
      'end: consume: awaiting: expected 6, got 5',
      'end: produce: self: expected 1, got 0',
      'end: produce: total: expected 6, got 5',
      'end: produce: span: expected 8, got 7',
      'end: produce: onStack: expected 1, got 0',
    ],
    // As is that of inner.
    'yield-star/async-return': [
      'end: elapsed: expected 8, got 7',
      'end: consume: total: expected 8, got 7',
      'end: consume: span: expected 8, got 7',
      'end: consume: awaiting: expected 7, got 6',
      'end: outer: total: expected 7, got 6',
      'end: outer: span: expected 8, got 7',
      'end: outer: awaiting: expected 3, got 2',
      'end: inner: self: expected 1, got 0',
      'end: inner: total: expected 3, got 2',
      'end: inner: span: expected 4, got 3',
      'end: inner: onStack: expected 1, got 0',
    ],
  },
};

/** What is known to differ, by compiler. */
export const DIFFERENCES: Record<string, Difference[]> = {
  'TypeScript, ES2015': [CLASSES, BARE_RETURN],
  'TypeScript, ES2016': [CLASSES, BARE_RETURN],
  'TypeScript, ES2017': [CLASSES, BARE_RETURN],
  Babel: [RETURN, CLOSED_AT_ONCE],
  'Babel, async generators alone': [RETURN, CLOSED_AT_ONCE],
  SWC: [CLASSES, RETURN, CLOSED_AT_ONCE, FINALLY_LEFT],
  'SWC, ES2017': [CLASSES, RETURN, CLOSED_AT_ONCE, FINALLY_LEFT],
  esbuild: [TOP_LEVEL, RETURN, CLOSED_AT_ONCE, FINALLY_LEFT],
  'esbuild, ES2017': [RETURN, CLOSED_AT_ONCE, FINALLY_LEFT],
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

const lowerByBabel =
  (...plugins: string[]): Lower =>
  (code, file) => {
    const result = babel(code, {
      filename: file,
      configFile: false,
      babelrc: false,
      sourceMaps: true,
      plugins: plugins.map((name) => require.resolve(`@babel/plugin-transform-${name}`)),
    })!;
    return { code: result.code!, map: JSON.stringify(result.map) };
  };

const lowerBySwc =
  (target: 'es2016' | 'es2017'): Lower =>
  (code, file) => {
    const result = swc(code, {
      filename: file,
      configFile: false,
      swcrc: false,
      sourceMaps: true,
      jsc: { target, parser: { syntax: 'ecmascript' }, externalHelpers: false },
    });
    return { code: result.code, map: result.map };
  };

const lowerByEsbuild =
  (supported: Record<string, boolean>): Lower =>
  (code, file) => {
    const result = esbuild(code, { sourcefile: file, sourcemap: 'external', supported });
    return { code: result.code, map: result.map };
  };

const ASYNC_GENERATORS = { 'async-generator': false, 'for-await': false };

export const COMPILERS: Record<string, Lower> = {
  'TypeScript, ES2015': lowerByTypeScript(ts.ScriptTarget.ES2015),
  'TypeScript, ES2016': lowerByTypeScript(ts.ScriptTarget.ES2016),
  Babel: lowerByBabel('async-to-generator', 'async-generator-functions'),
  SWC: lowerBySwc('es2016'),
  esbuild: lowerByEsbuild({ 'async-await': false, ...ASYNC_GENERATORS }),
};

/** Those of engines that have async functions, but no async generators. */
export const COMPILERS_OF_ASYNC_GENERATORS: Record<string, Lower> = {
  'TypeScript, ES2017': lowerByTypeScript(ts.ScriptTarget.ES2017),
  'Babel, async generators alone': lowerByBabel('async-generator-functions'),
  'SWC, ES2017': lowerBySwc('es2017'),
  'esbuild, ES2017': lowerByEsbuild(ASYNC_GENERATORS),
};
