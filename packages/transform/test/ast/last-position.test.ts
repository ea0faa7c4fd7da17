import vm from 'node:vm';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { probes, profiler } from '@coroscope/runtime';
import { transform } from '../../src/index.js';

// What the engine does is the expectation: it gives these no position of their own.

/** Objects and functions that give each other, and in the end what `late` gives. */
const WORLD = `
const f = Object.assign(() => late(), { get p() { return late(); }, f: () => late() });
const g = () => f;
class C { constructor() { return f; } static get p() { return late(); } }
class D { constructor() { return late(); } }
const o = { f: () => late(), g: () => f, get p() { return late(); }, a: f, default: () => late() };
const key = 'p', method = 'f', t = () => late(), tg = () => f;
class Base { get p() { return late(); } f() { return late(); } }
`;

/** What is looked at: how it is written, and what gives a stack that it stands in. */
interface Place {
  body: (value: string) => string;
  late: string;
}
const RETURN: Place = {
  body: (value) => `async *run() {\n return   ${value};\n }`,
  late: 'async () => { await sleep(); return new Error().stack; }',
};
const DELEGATION: Place = {
  body: (value) => `*run() {\n const w = yield*   (${value}); return w;\n }`,
  late: `() => {
    const next = () => ({ done: true, value: new Error().stack });
    return { [Symbol.iterator]: () => ({ next }) };
  }`,
};

async function positionIn(
  code: string,
  { late }: Place,
): Promise<{ line: number; column: number }> {
  const sleep = () => new Promise((resolve) => setImmediate(resolve));
  const context = vm.createContext({ sleep, __coroscope__: probes });
  vm.runInContext(`const late = ${late};${WORLD}`, context);
  const run = `${code}\nnew G().run().next()`;
  const { value } = (await vm.runInContext(run, context, { filename: 'g.js' })) as {
    value: string;
  };
  const [, line, column] = /g\.js:(\d+):(\d+)/.exec(value)!;
  return { line: Number(line), column: Number(column) - 1 };
}

async function expectPositionOf(value: string, place: Place): Promise<void> {
  const source = `let v, n; const P = late();
    class G extends Base { #f() { return late(); } ${place.body(value)} }`;
  const { code, map } = transform(source, { filename: 'g.js', sourceType: 'script' });
  const traced = await positionIn(code, place);
  const { line, column } = originalPositionFor(new TraceMap(map as never), traced);
  expect({ line, column }).toEqual(await positionIn(source, place));
}

beforeAll(() => profiler.start());
afterAll(() => profiler.stop());

describe.each([
  ...['f()', 'o.f()', 'o?.f()', 'f(1)', 'f(g())', 'g()()', 'f?.()', 'o.f?.()', 'o?.[method]()'],
  ...['o[method]()', '(o.f)()', '((f))()', '(0, f)()', 'o.default()', 'g().f()', 'g()?.f()'],
  ...[
    'f(...[1])',
    'o\n  // f(\n  .f /* ( */ ()',
    'this.f()',
    'super.f()',
    'super["f"]()',
    'this.#f()',
  ],
  ...[
    'o.p',
    'o?.p',
    'o.a.p',
    'o?.a.p',
    'g().p',
    '(g()).p',
    'o.g().p',
    'o.a?.p',
    'super.p',
    'this.p',
  ],
  ...['o[key]', 'g()[key]', 'o?.[key]', 'new C().p', 'new D', 'new D()', 'o.a /* . */ .p'],
  ...['t`a`', 'o.f`a`', 'g()`a`', 'tg`a`.p', '(o.f)`a`', 'o.f``', 'tg``()'],
  ...['P', '(P)', 'this.constructor && P', '(f, P)', 'n ?? P', 'n || o.p', 'o.g ? P : f()'],
  ...['o.g ? f() : (f, P)', 'o.g ? o.p : P', '(o.x = P)', 'v = f()', 'v ||= P', '[v] = [1], P'],
  ...['{}[key] ?? P', '[P][0]', 'async () => 1, o.p', 'o.x =\n P', 'o[key] ?? (f(), P)'],
])('%s', (value) => {
  it('an async generator that returns it waits there', () => expectPositionOf(value, RETURN));

  it('a generator that delegates to it iterates there', () => expectPositionOf(value, DELEGATION));
});
