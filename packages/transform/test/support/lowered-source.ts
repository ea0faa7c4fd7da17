import { transformSync as babel } from '@babel/core';
import { minifySync as swcMinify, transformSync as swc } from '@swc/core';
import { transformSync as esbuild } from 'esbuild';
import { minify_sync as terser } from 'terser';
import ts from 'typescript';

/** A program with async functions of all kinds. */
export const SOURCE = `
async function one(x, k = 1) { await sleep(x); return other(x); }
export const arrow = async (x) => await one(x);
class A { async m() { await this.n(); const f = async () => { await this.n(); }; return super.toString(); } static async s() {} async *gen() { yield 1; } }
const o = { async m(a) { await a; }, p: async () => {} };
export async function* ticks(n) { for (let i = 0; i < n; i++) yield one(i); const r = await one(2); yield* other(); return r; }
async function loop(xs) { for await (const x of xs) console.log(x); }
export default async function () { await 1; }
list.map(async (x) => { await x; });
function sync() { return list.map((x) => one(x)); }
function* numbers() { yield 1; }
`;

/** Every helper is called more than once: minifiers put one that is not in the place of its call. */
export const REPEATED = `
export async function one(x, k = 1) { await sleep(x); return k; }
export const arrow = async (x) => await one(x);
export class A { async m() { await this.n(); } async *gen() { yield 1; } }
export async function* ticks(n) { for (let i = 0; i < n; i++) yield one(i); const r = await one(2); yield* other(r); }
export async function* pages(n) { yield* ticks(await one(n)); await n; }
export async function loop(xs) { for await (const x of xs) console.log(x); }
export async function again(xs) { for await (const x of xs) await x; }
export function sync(list) { return list.map((x) => one(x)); }
`;

const typescript = (options: ts.CompilerOptions, source = SOURCE) =>
  ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2016, module: ts.ModuleKind.ESNext, ...options },
  }).outputText;

const ASYNC_PLUGINS = [
  require.resolve('@babel/plugin-transform-async-to-generator'),
  require.resolve('@babel/plugin-transform-async-generator-functions'),
];
const withBabel = (plugins: (string | [string, object])[] = [], source = SOURCE) =>
  babel(source, {
    configFile: false,
    babelrc: false,
    plugins: [...ASYNC_PLUGINS, ...plugins],
  })!.code!;

const withSwc = (externalHelpers: boolean, type: 'es6' | 'commonjs' = 'es6', source = SOURCE) =>
  swc(source, {
    configFile: false,
    swcrc: false,
    module: { type },
    jsc: { target: 'es2016', externalHelpers },
  }).code;

/** Compiles it for engines without async functions, by what does. */
export const COMPILED: Record<string, () => string> = {
  'TypeScript, ES2015': () => typescript({ target: ts.ScriptTarget.ES2015 }),
  'TypeScript, ES2016': () => typescript({}),
  'TypeScript, CommonJS': () => typescript({ module: ts.ModuleKind.CommonJS }),
  'TypeScript with tslib': () => typescript({ importHelpers: true }),
  'TypeScript with tslib, CommonJS': () =>
    typescript({ importHelpers: true, module: ts.ModuleKind.CommonJS }),
  Babel: () => withBabel(),
  'Babel, CommonJS': () => withBabel([require.resolve('@babel/plugin-transform-modules-commonjs')]),
  SWC: () => withSwc(false),
  'SWC with @swc/helpers': () => withSwc(true),
  'SWC with @swc/helpers, CommonJS': () => withSwc(true, 'commonjs'),
  esbuild: () => esbuild(SOURCE, { target: 'es2016' }).code,
  'esbuild, CommonJS': () => esbuild(SOURCE, { target: 'es2016', format: 'cjs' }).code,
};

const BUNDLED: Record<string, () => string> = {
  TypeScript: () => typescript({}, REPEATED),
  Babel: () => withBabel([], REPEATED),
  SWC: () => withSwc(false, 'es6', REPEATED),
  esbuild: () => esbuild(REPEATED, { target: 'es2016' }).code,
};

/** What bundlers ship: the names of helpers, as all others at the top, are a letter. */
export const MINIFIERS: Record<string, (code: string) => string> = {
  esbuild: (code) => esbuild(code, { minify: true, format: 'esm' }).code,
  terser: (code) => terser(code, { module: true }).code!,
  SWC: (code) => swcMinify(code, { module: true, compress: true, mangle: true }).code,
};

/** By compiler and minifier. */
export const MINIFIED: Record<string, () => string> = Object.fromEntries(
  Object.entries(BUNDLED).flatMap(([compiler, compile]) =>
    Object.entries(MINIFIERS).map(([minifier, minify]) => [
      `${compiler}, minified by ${minifier}`,
      () => minify(compile()),
    ]),
  ),
);
