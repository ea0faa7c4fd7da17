import { transform } from '../../src/index.js';
import { SCOPES } from '../support/helper-scopes.js';
import { COMPILED, MINIFIED, REPEATED, SOURCE } from '../support/lowered-source.js';

/** The functions that are or were no synchronous ones, and what each suspends at. */
function coroutinesIn(code: string): string[] {
  const { functions, sites } = transform(code, { filename: 'test.js' }).metadata!;
  return functions
    .map(({ kind, name }, index) => {
      const own = sites.filter((site) => site.function === index).map((site) => site.kind);
      // Compilers name classes and default exports, whatever else they do.
      const original = name.replace(/^_A\b/, 'A').replace(/^(stdin)?_?default(_1)?$/, 'default');
      return `${kind} ${original}: ${own.join(', ')}`;
    })
    .filter((line) => !/^(function|module) /.test(line))
    .sort();
}

/** A lowered `for await` awaits `return()` at a site of its own. */
const withReturn = (lines: string[]) =>
  lines.map((line) => line.replace(/for await$/, 'for await, await'));

/** Only TypeScript has a lowered async generator await what it returns; the helpers of others do. */
const awaitedByGenerator = (lines: string[], compiler: string) =>
  compiler.startsWith('TypeScript')
    ? lines
    : lines.map((line) =>
        line.startsWith('asyncGenerator') ? line.replace(/, return$/, '') : line,
      );

it.each(Object.entries(COMPILED))('sees what the source has: %s', (compiler, compile) => {
  const source = awaitedByGenerator(withReturn(coroutinesIn(SOURCE)), compiler);
  expect(coroutinesIn(compile())).toEqual(source);
});

it.each(Object.entries(COMPILED))('sees nothing of the helpers: %s', (_, compile) => {
  const { functions } = transform(compile(), { filename: 'test.js' }).metadata!;
  const names = functions.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['sync', 'sync.<map>']));
  expect(names.filter((name) => /async|await|forAwait|yieldStar|step/i.test(name))).toEqual([]);
});

describe('whose helpers have lost their names', () => {
  /** By kind, since other names are gone as well. */
  const kindsIn = (code: string) => {
    const { functions, sites } = transform(code, { filename: 'test.js' }).metadata!;
    const lines = functions.map(({ kind }, index) => {
      const own = sites.filter((site) => site.function === index).map((site) => site.kind);
      return `${kind}: ${own.sort().join(', ')}`;
    });
    return lines.sort();
  };
  const source = kindsIn(REPEATED).map((line) => line.replace('for await', 'await, for await'));

  it.each(Object.entries(MINIFIED))('%s', (_, compile) => {
    expect(kindsIn(compile())).toEqual(source.sort());
  });
});

describe('looks helpers up in the scope of their calls', () => {
  it.each(Object.entries(SCOPES))('%s', (_, [code, coroutines]) => {
    expect(coroutinesIn(code)).toEqual(coroutines);
  });
});

describe('knows a helper', () => {
  const RUN = '(this, void 0, void 0, function* () { yield g(); })';
  const WRAP = '(function* () { yield g(); })()';
  const FUNCTION = 'function (t, a, P, g) { return new Promise((resolve) => step(resolve)); }';

  it.each([
    ["import { __awaiter as e } from 'tslib';", `e${RUN}`],
    ["import * as e from 'tslib';", `e.__awaiter${RUN}`],
    ["const { __awaiter: e } = require('tslib');", `e${RUN}`],
    ['const e = require("tslib");', `(0,e.__awaiter)${RUN}`],
    ["import e from '@babel/runtime/helpers/asyncToGenerator';", `e${WRAP}`],
    ["import e from '@babel/runtime-corejs3/helpers/esm/asyncToGenerator.js';", `e${WRAP}`],
    [
      'var _a = _interopRequireDefault(require("@babel/runtime/helpers/asyncToGenerator"));',
      `(0, _a.default)${WRAP}`,
    ],
    ['var e = require("@babel/runtime/helpers/asyncToGenerator");', `e${WRAP}`],
    ['var e = n(require("@babel/runtime/helpers/asyncToGenerator"), 1).default;', `e${WRAP}`],
    ["import { _ as e } from '@swc/helpers/_/_async_to_generator';", `e${WRAP}`],
    ["import { _async_to_generator as e } from '@swc/helpers';", `e${WRAP}`],
    ['const e = require("@swc/helpers/_/_async_to_generator");', `e._${WRAP}`],
    [
      '',
      `(0,_babel_runtime_helpers_asyncToGenerator__WEBPACK_IMPORTED_MODULE_0__["default"])${WRAP}`,
    ],
    ['', `(0,tslib__WEBPACK_IMPORTED_MODULE_1__.__awaiter)${RUN}`],
    [`var e = this && this.__awaiter || ${FUNCTION};`, `e${RUN}`],
  ])('%s %s', (head, call) => {
    expect(coroutinesIn(`${head}\nfunction f() { return ${call}; }`)).toEqual(['async f: await']);
  });

  it.each([
    [
      "import { __asyncGenerator as e, __await as n } from 'tslib';",
      'e(this, arguments, function* () { yield n(g()); yield yield n(1); })',
    ],
    [
      "import e from '@babel/runtime/helpers/wrapAsyncGenerator';\nimport n from '@babel/runtime/helpers/awaitAsyncGenerator';",
      'e(function* () { yield n(g()); yield 1; })()',
    ],
  ])('of async generators: %s', (head, call) => {
    const lines = coroutinesIn(`${head}\nfunction f() { return ${call}; }`);
    expect(lines).toEqual(['asyncGenerator f: await, yield']);
  });

  it('and no function of the program by its name', () => {
    const code = `import { __awaiter as e } from 'tslib';
      function f() { return e${RUN}; }
      function h(list) { const e = async () => { await list; }; return e(); }`;
    expect(coroutinesIn(code)).toEqual(['async f: await', 'async h.e: await']);
  });
});

it('sees the functions beside what may be the module of a helper', () => {
  const code = `
    const start = build(require('./helpers/app'), async () => { await g(); });
    const stop = (function (app) { async function end() { await app; } return end; })(require('./helpers/app'));
    function f() { return __awaiter(this, void 0, void 0, function* () { yield g(); }); }`;
  expect(coroutinesIn(code)).toEqual([
    'async <start>: await',
    'async <stop>.end: await',
    'async f: await',
  ]);
});

it('leaves a generator alone that is given to another function', () => {
  expect(coroutinesIn('co(function* run() { yield 1; });')).toEqual(['generator run: yield']);
});

it('finds dependences between awaits that are yields now', () => {
  const code = `function f() {
    return __awaiter(this, void 0, void 0, function* () { const a = yield g(); yield h(a); });
  }`;
  const { sites } = transform(code, { filename: 'test.js' }).metadata!;
  expect(sites.map(({ dependsOn }) => dependsOn)).toEqual([undefined, [0]]);
});

it('heeds a hint on the function', () => {
  const code = `
    // coroscope ignore next
    function f() { return __awaiter(this, void 0, void 0, function* () { yield g(); }); }
    // coroscope ignore start
    function h() { return __awaiter(this, void 0, void 0, function* () { yield g(); }); }
    // coroscope ignore stop
    function i() { return __awaiter(this, void 0, void 0, function* () { yield g(); }); }`;
  expect(coroutinesIn(code)).toEqual(['async i: await']);
});
