import type { PluginItem, TransformOptions } from '@babel/core';
import coroscope from '../src/index.js';
import { compile, run } from './support/run.js';

const COMPILER = require.resolve('babel-plugin-react-compiler');
const REFRESH = require.resolve('react-refresh/babel');
const REACT = [require.resolve('@babel/preset-react'), { runtime: 'automatic' }] as PluginItem;
const COMMONJS = [
  require.resolve('@babel/preset-env'),
  { targets: { node: '20' }, modules: 'commonjs' },
] as PluginItem;
const ES5 = [
  require.resolve('@babel/preset-env'),
  { targets: { ie: '11' }, modules: 'commonjs' },
] as PluginItem;

const COMPONENTS = `
  'use client';
  import { useState } from 'react';
  export function List({ items }) {
    const [count, setCount] = useState(0);
    const select = () => { setCount(count + 1); };
    return <ul onClick={select}>{items.map((item) => <li key={item}>{label(item)}</li>)}</ul>;
  }
  export const Total = ({ items }) => { const total = useTotal(items); return <b>{total}</b>; };
  function useTotal(items) {
    const [scale] = useState(() => initial());
    let total = 0;
    for (const item of items) total += item * scale;
    return total;
  }
  export default function Page() {
    try { return <List items={[1, 2]} />; } catch { return null; }
  }
  function label(item) { return 'item ' + item; }
  function initial() { return 2; }
`;

/** A React that renders what it is given at once, and calls handlers. */
const MODULES = {
  react: {
    useState: (initial: unknown) => [typeof initial === 'function' ? initial() : initial, () => {}],
  },
  'react/compiler-runtime': {
    c: (size: number) => new Array(size).fill(Symbol.for('react.memo_cache_sentinel')),
  },
  'react/jsx-runtime': {
    jsx: (type: unknown, props: object) => ({ type, props }),
    jsxs: (type: unknown, props: object) => ({ type, props }),
  },
};

describe('React Compiler', () => {
  /** What it says of each function, and the code. */
  function compiled(configure: (compiler: PluginItem) => TransformOptions) {
    const verdicts: string[] = [];
    const logger = {
      logEvent(_file: string, event: { kind: string; fnLoc?: { start: { line: number } } }) {
        verdicts.push(`${event.kind} ${event.fnLoc?.start.line}`);
      },
    };
    const code = compile(COMPONENTS, configure([COMPILER, { panicThreshold: 'none', logger }]));
    return { verdicts: verdicts.sort(), code };
  }

  const alone = compiled((compiler) => ({ presets: [COMMONJS, REACT], plugins: [compiler] }));

  it('compiles components and hooks when it is alone', () => {
    expect(alone.verdicts.filter((verdict) => verdict.startsWith('CompileSuccess'))).toHaveLength(
      4,
    );
  });

  it.each<[string, (compiler: PluginItem) => TransformOptions]>([
    ['before us', (compiler) => ({ presets: [COMMONJS, REACT], plugins: [compiler, coroscope] })],
    ['after us', (compiler) => ({ presets: [COMMONJS, REACT], plugins: [coroscope, compiler] })],
    [
      'in a preset',
      (compiler) => ({
        presets: [COMMONJS, REACT, () => ({ plugins: [compiler] })],
        plugins: [coroscope],
      }),
    ],
    [
      'after us, down to ES5',
      (compiler) => ({ presets: [ES5, REACT], plugins: [coroscope, compiler] }),
    ],
  ])('compiles the same %s, and what it gives is instrumented', async (name, configure) => {
    const { verdicts, code } = compiled(configure);
    expect(verdicts).toEqual(alone.verdicts);
    expect(code).not.toMatch(/['"]coroscope['"]/);
    if (name.endsWith('ES5')) expect(code).not.toMatch(/\b(const|let)\b/);

    const render = (source: string) =>
      run(
        `${source}
        { const { List, Total, default: Page } = module.exports;
        const list = List({ items: [3] });
        list.props.onClick();
        log(JSON.stringify([list, Total({ items: [1, 2] }), Page().props])); }`,
        MODULES,
      );
    const bare = await render(alone.code);
    const { log, figures } = await render(code);
    expect(log).toEqual(bare.log);
    expect(log[0]).toContain('item 3');
    for (const component of ['List', 'Total', 'Page', 'useTotal', 'label']) {
      expect([component, figures.get(component)?.calls]).toEqual([component, 1]);
    }
  });
});

describe('Fast Refresh', () => {
  const registrations = async (plugins: PluginItem[]) => {
    const code = compile(COMPONENTS, {
      presets: [COMMONJS, REACT],
      plugins,
      envName: 'development',
    });
    const calls: unknown[] = [];
    const nameOf = (value: unknown) => (typeof value === 'function' ? value.name : value);
    await run(`${code}; List({ items: [] }); Total({ items: [] });`, MODULES, {
      $RefreshReg$: (type: unknown, id: string) => calls.push(['register', nameOf(type), id]),
      $RefreshSig$:
        () => (type: unknown, key?: string, reset?: boolean, hooks?: () => unknown[]) => {
          calls.push(['signature', nameOf(type), key, reset, hooks?.().map(nameOf)]);
          return type;
        },
    });
    return calls;
  };
  const refresh = [REFRESH, { skipEnvCheck: true }] as PluginItem;

  it.each([
    ['before us', [refresh, coroscope]],
    ['after us', [coroscope, refresh]],
  ])('registers the same components and hooks %s', async (_name, plugins) => {
    const expected = await registrations([refresh]);
    expect(expected).toContainEqual(['register', 'List', 'List']);
    expect(await registrations(plugins)).toEqual(expected);
  });
});
