import { transform } from '../../src/index.js';
import { runProgram } from '../support/program.js';
import { createRecorder } from '../support/recorder.js';
import { record, runScript } from '../support/run.js';

describe('an ES module', () => {
  it('is entered first and exited last', () => {
    const { events, lines } = runProgram({
      'main.mjs': "'use strict'; import { f } from './other.mjs'; f(); export default class {}",
      'other.mjs': 'export function f() { g(); } const g = () => console.log(1);',
    });
    expect(lines).toEqual(['1']);
    expect(events).toEqual([
      'enterModule <module>',
      'exit <module>',
      'enterModule <module>',
      'enter f',
      'enter g',
      'exit g',
      'exit f',
      'exit <module>',
    ]);
  });

  it('is a coroutine when it awaits', () => {
    const { events } = runProgram({
      'main.mjs': `
        try { await Promise.reject(); } catch { console.log(1); }
        for await (const x of [1]) ;
      `,
    });
    expect(events).toEqual([
      'openModule <module>',
      'suspend <module> (await)',
      'resume <module>',
      'iterate <module> (for await)',
      'resume <module>',
      'resume <module>',
      'close <module>',
    ]);
  });

  it('may have its functions called before it has begun', () => {
    const { events, lines, errors } = runProgram({
      'main.mjs':
        "import './other.mjs'; export function early() { return list(); } const list = () => 1; console.log(early());",
      'other.mjs':
        "import { early } from './main.mjs'; try { early(); } catch (error) { console.log(error.name); }",
    });
    expect(errors).toBe('');
    expect(lines).toEqual(['ReferenceError', '1']);
    expect(events.slice(0, 4)).toEqual([
      'enterModule <module>',
      'enter early',
      'exit early',
      'exit <module>',
    ]);
  });

  it('may have its functions called by one that is not instrumented', () => {
    const { events, lines, errors } = runProgram(
      {
        'main.mjs':
          "import './other.plain.mjs'; export function early() { return [1].concat(2); } export default function () { return early(); }",
        'other.plain.mjs':
          "import main, { early } from './main.mjs'; console.log(early().length, main().length, main.name);",
      },
      {},
    );
    expect(errors).toBe('');
    expect(lines).toEqual(['2 2 default']);
    expect(events[0]).toBe('enter early');
  });

  it('keeps the names of what it exports by default', () => {
    const { lines, errors } = runProgram({
      'main.mjs': `
        for (const kind of 'abcdefg') {
          const { default: value } = await import('./' + kind + '.mjs');
          console.log(kind, value.name, typeof value);
        }`,
      'a.mjs': 'export default function () { return [1].map(String); }',
      'b.mjs': 'export default async function () { await 1; }',
      'c.mjs': 'export default class { m() { return [1].map(String); } }',
      'd.mjs': 'export default () => [1].map(String);',
      'e.mjs': 'export default (function () { return [1].map(String); });',
      'f.mjs': 'export default class extends Object { static { [1].map(String); } }',
      'g.mjs': 'export default function* named() { yield 1; }',
    });
    expect(errors).toBe('');
    expect(lines).toEqual([
      ...[...'abcdef'].map((kind) => `${kind} default function`),
      'g named function',
    ]);
  });

  it('throws while it loads, each time the same', () => {
    const { events, lines, errors } = runProgram({
      'main.mjs': `
        for (const name of ['./a.mjs', './a.mjs', './b.mjs', './b.mjs']) {
          try { await import(name); } catch (error) { console.log(error.message, error === globalThis.last); globalThis.last = error; }
        }
        console.log('end');`,
      'a.mjs': "const f = () => [].concat(); f(); throw new Error('a');",
      'b.mjs': "await null; throw new Error('b');",
    });
    expect(errors).toBe('');
    expect(lines).toEqual(['a false', 'a true', 'b false', 'b true', 'end']);
    expect(events.at(-1)).toBe('close <module>');
  });

  it('is registered each time that it is evaluated', () => {
    const { events, lines } = runProgram({
      'main.mjs': "await import('./other.mjs?1'); await import('./other.mjs?2');",
      'other.mjs': 'console.log(1);',
    });
    expect(lines).toEqual(['1', '1']);
    expect(events.filter((event) => event === 'enterModule <module>')).toHaveLength(2);
  });

  it.each([
    ['', 'enterModule', [], 'exit'],
    [
      'await 1;',
      'openModule',
      ['suspend <module> (await)', 'resumed <module>', 'resume <module>'],
      'close',
    ],
  ])('ends when it has disposed of what it uses: %s', (waiting, begin, events, end) => {
    const program = runProgram({
      'main.mjs': `
        using own = { [Symbol.dispose]() { console.log([own === null].join()); } };
        ${waiting}
        console.log('body');`,
    });
    expect(program.lines).toEqual(['body', 'false']);
    expect(program.events).toEqual([
      `${begin} <module>`,
      ...events,
      'enter own.[Symbol.dispose]',
      'exit own.[Symbol.dispose]',
      `${end} <module>`,
    ]);
  });

  it.each([
    ['using own = null; f();', ['enter f', 'exit f', 'exit <module>']],
    ['using own = null; f(); await 1;', ['resumed <module>', 'close <module>']],
  ])('ends by itself where no resource does: %s', async (code, last) => {
    const { probes, events } = createRecorder();
    const compiled = transform(`${code} function f() { [].concat(); }`, {
      filename: 'main.mjs',
      runtime: 'global',
    }).code;
    // As in a realm without `Symbol.dispose`, where a compiler leaves nothing of `using` but its value.
    const lowered = compiled.replace(/\busing\b/g, 'const');
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    await new AsyncFunction('__coroscope__', lowered)({ ...probes, ends: () => null });
    expect(events.slice(-last.length)).toEqual(last);
  });

  it('throws what it throws, at the line where it does', () => {
    const { errors } = runProgram({
      'main.mjs':
        "const f = (x) => x;\n\nconst o = {\n  get a() { f(1);\n    throw new Error('no'); },\n};\no.a;",
    });
    expect(errors).toMatch(/Error: no\n\s+at get a .*main\.mjs:5:\d+\)\n\s+at .*main\.mjs:7:3/);
  });

  it('keeps its directives first', () => {
    const { code } = transform("'use client';\nexport const a = () => b();", { filename: 'a.js' });
    expect(code).toMatch(/^'use client';/);
  });

  it('is left alone where that is asked for, its functions are not', () => {
    const { events } = runProgram(
      { 'main.mjs': 'const f = () => g(); const g = () => {}; f(); await 1;' },
      { modules: false },
    );
    expect(events).toEqual(['enter f', 'count g', 'exit f']);
  });
});

describe('a CommonJS module', () => {
  it('requires the runtime, and exits before it returns', () => {
    const { events, lines } = runProgram({
      'main.cjs':
        "console.log(require('./other.cjs')()); if (module.id) return console.log('last'); never();",
      'other.cjs':
        "'use strict'; module.exports = function f() { return this === undefined && [].concat('x')[0]; };",
    });
    expect(lines).toEqual(['x', 'last']);
    expect(events).toEqual([
      'enterModule <module>',
      'enterModule <module>',
      'exit <module>',
      'enter f',
      'exit f',
      'exit <module>',
    ]);
  });

  it('may be evaluated again, as the registries of test runners do', () => {
    const { events, lines } = runProgram({
      'main.cjs': `
        const path = require.resolve('./other.cjs');
        const first = require(path);
        delete require.cache[path];
        const second = require(path);
        console.log(first === second, first(), second());`,
      'other.cjs': 'let calls = 0; module.exports = () => [++calls].concat()[0];',
    });
    expect(lines).toEqual(['false 1 1']);
    expect(events.filter((event) => event === 'enter exports').length).toBe(0);
    expect(events.filter((event) => event.startsWith('enter module.exports'))).toHaveLength(2);
  });

  it('may import', () => {
    const { lines } = runProgram({
      'main.cjs': "(async () => console.log((await import('./other.mjs')).default()))();",
      'other.mjs': 'export default () => [...[7]][0];',
    });
    expect(lines).toEqual(['7']);
  });
});

describe('a script', () => {
  it('is entered and exited, and keeps its value', async () => {
    const { events, log } = await record("f(); function f() { g(); } function g() {} 'value'", {
      modules: true,
    });
    expect(events).toEqual([
      'enterModule <module>',
      'enter f',
      'count g',
      'exit f',
      'exit <module>',
    ]);
    expect(log).toEqual(['value']);
  });

  it('shares the scope with others, and with itself', async () => {
    const options = { sourceType: 'script' } as const;
    const one = transform('var a = () => 1;', { ...options, filename: 'one.js' }).code;
    const two = transform('var b = () => a(); log(b());', { ...options, filename: 'two.js' }).code;
    const { probes } = await record('');
    const log = await runScript(`${one}\n${two}\n${two}`, { __coroscope__: probes });
    expect(log.slice(0, 2)).toEqual([1, 1]);
  });
});

it('chooses how to reach the runtime by the kind of file', () => {
  const first = (options: object) => transform('f(() => {})', options).code.split(';')[0];
  expect(first({ sourceType: 'module' })).toBe('import { probes as $c } from "@coroscope/runtime"');
  expect(first({ sourceType: 'commonjs' })).toBe('var $c = require("@coroscope/runtime").probes');
  expect(first({ sourceType: 'script' })).toMatch(/^var \$f\w+ = __coroscope__\.on \?/);
  expect(first({ sourceType: 'module', runtimeModule: './r.js' })).toContain('from "./r.js"');
  expect(first({ sourceType: 'commonjs', runtime: 'import' })).toContain('require(');
  expect(first({ sourceType: 'module', runtime: 'global' })).toMatch(
    /^\w+ \$f = __coroscope__\.on/,
  );
});
