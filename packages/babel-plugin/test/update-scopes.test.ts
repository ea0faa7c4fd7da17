import { transformSync, type PluginItem, type NodePath, type types as t } from '@babel/core';
import coroscope from '../src/index.js';

/** How often the scopes of a program are collected while it is instrumented, once it has been parsed. */
function crawls(code: string): number {
  let count = 0;
  const counting: PluginItem = () => ({
    visitor: {
      Program({ scope }: NodePath<t.Program>) {
        const crawl = scope.crawl.bind(scope);
        scope.crawl = () => {
          count++;
          crawl();
        };
      },
    },
  });
  transformSync(code, {
    filename: '/project/file.ts',
    cwd: '/project',
    configFile: false,
    babelrc: false,
    parserOpts: { plugins: ['typescript', 'explicitResourceManagement'] },
    plugins: [counting, [coroscope, { include: '**' }]],
  });
  return count;
}

it.each([
  [
    'functions, their variables and parameters',
    'export function f(a, b = () => a) { let c = a; var d; return g(); function g() { return c; } }',
  ],
  [
    'arrow functions',
    'export const f = (x: number) => [x].map((y) => g(y)); const g = (x) => { return x; };',
  ],
  [
    'coroutines',
    'export async function f(x) { try { return await x; } finally { await g(); } } async function* g() { yield* g(); yield 1; }',
  ],
  [
    'classes',
    'export class A { #a = 1; static { f(); } constructor(b) { f(b); } m(c) { return f(c); } }\nfunction f(x?) {}',
  ],
  [
    'await in loops',
    'export async function f(xs) { for await (const x of xs) log(x); for (const x of xs) await x; label: for (;;) { await xs; break label; } }',
  ],
])('scopes are not collected again after %s', (_, code) => {
  expect(crawls(code)).toBe(0);
});

it.each([
  ['patterns that move', 'export async function f(xs) { for await (const { x } of xs) log(x); }'],
  ['disposal', 'export async function f() { await using x = open(); log(x); }'],
])('scopes are collected again after %s', (_, code) => {
  expect(crawls(code)).toBe(1);
});
