/**
 * Modules that fail in each way in which an error comes about, and give the stacks of it: the same in every
 * language that tools compile, so that a bare run and an instrumented one can be compared.
 */
export function failingModule(extension: string): string {
  switch (extension) {
    case 'js':
    case 'mjs':
      return PROGRAM;
    case 'cjs':
      return PROGRAM.replace('export async function', 'exports.run = run;\nasync function');
    case 'vue':
      return `<template>\n  <b>{{ a }}</b>\n</template>\n\n<script lang="ts">\n${typed()}\nexport default {};\n</script>\n`;
    case 'tsx':
      return `/** @jsxRuntime classic */\n/** @jsx h */\nconst h = (..._: any[]) => null;\nexport const element = <b>{h}</b>;\n${typed()}`;
    default:
      return typed();
  }
}

/** Of each stack, the positions of the frames in the module itself, down to that of `run`. */
export function positionsIn(stacks: readonly string[]): string[] {
  return stacks.map((stack) => {
    const positions = [];
    for (const frame of stack.split('\n')) {
      const position = /\bfailing\.\w+(?:\?\S*?)?:(\d+:\d+)/.exec(frame);
      if (position === null) continue;
      positions.push(position[1]!);
      if (/\brun\b/.test(frame)) break;
    }
    return `${stack.split('\n')[0]}: ${positions.join(' ')}`;
  });
}

const TYPES: [string, string][] = [
  ['stacks = []', 'stacks: string[] = []'],
  ['(error) =>', '(error: any): void =>'],
  ['attempt = (fn) =>', 'attempt = (fn: () => unknown): void =>'],
  ['none = undefined', 'none: any = undefined'],
  ['constructor(isFull)', 'constructor(private readonly isFull?: any)'],
  ['rate(of) {', 'rate(of: number): unknown {'],
  ['total(limit) {', 'total(limit: number): Promise<number> {'],
  ['price(item) {', 'price(item: any): Promise<any> {'],
  ['fail(why) {', 'fail(why: string): never {'],
];

function typed(): string {
  const types = 'interface Row {\n  id: number;\n}\nenum Kind {\n  One = 1,\n}\n';
  return TYPES.reduce((code, [plain, withType]) => {
    if (!code.includes(plain)) throw new Error(`no ${plain} in the program`);
    return code.replace(plain, withType);
  }, `${types}export const rows: Row[] = [{ id: Kind.One }];\n${PROGRAM}`);
}

const PROGRAM = `const stacks = [];
const note = (error) => {
  stacks.push(error.stack);
};
const attempt = (fn) => {
  try {
    fn();
  } catch (error) {
    note(error);
  }
};
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const none = undefined;

class Cart {
  #items = [1, 2];
  tax = this.rate(1);
  constructor(isFull) {
    if (isFull) throw new RangeError('full');
  }
  rate(of) {
    return of < 0 ? fail('rate') : of;
  }
  get copy() {
    return new Cart(
      true,
    );
  }
  async total(limit) {
    let sum = 0;
    for (const item of this.#items) {
      sum += await price(item); if (sum > limit) throw new Error('limit');
    }
    return sum;
  }
  async *pages() {
    yield 1;
    yield await none.page;
  }
  *walk() { yield 1; yield* this.inner(); }
  *inner() { yield 2; fail('inner'); }
  async *last() { return this.tax || later(); }
  static make = () => fail('static');
  #hidden() { return fail('hidden'); }
  open() { return this.#hidden(); }
}
function fail(why) {
  throw new Error(why);
}
async function price(item) {
  await wait(0);
  return item;
}
async function rejects() {
  await null; return await Promise.all([price(1), later()]);
}
const later = async () => { await wait(1); await null.x; };
async function* generated() {
  try { yield await price(1); } finally { await later(); }
}

export async function run() {
  attempt(() => new Cart(true));
  attempt(() => new Cart(false).copy);
  attempt(() => none.a);
  attempt(() => [1].filter((place) => place > 0).map((x) => none(x)));
  attempt(() => { const { a } = none; });
  attempt(() => { const [a] = none; });
  attempt(() => fail(\`a\${fail('template')}\`));
  attempt(() => Cart.make());
  attempt(() => new Cart(false).open());
  attempt(() => new Cart(false).rate(-1));
  attempt(() => { for (const a of none) fail(a); });
  attempt(() => [...none]);
  attempt(() => fail.call(null, 'call'));
  attempt(() => [1].forEach(() => fail('callback')));
  attempt(() => new (class extends Cart { constructor() { super(fail('super')); } })());
  attempt(() => stacks
    .slice()
    .missing()
    .more());
  attempt(() => (0, none).a.b);
  attempt(() => none?.a ?? none.b);
  attempt(() => { throw new Error('thrown'); });
  attempt(() => { switch (fail('switch')) { default: } });
  attempt(() => { const object = { get a() { return fail('getter'); } }; return object.a; });
  attempt(() => { void \`\${{ toString: () => fail('toString') }}\`; });
  await new Cart(false).total(2).catch(note);
  await new Cart(false).total(0).catch(note);
  await rejects().catch(note);
  await (async () => { await later(); })().catch(note);
  await (async () => { for await (const a of generated()) await price(a); })().catch(note);
  await (async () => { for await (const a of generated()) { await price(a); fail('in loop'); } })().catch(note);
  await (async () => { for await (const page of new Cart(false).pages()) await page; })().catch(note);
  await (async () => { (await price(1)).missing(); })().catch(note);
  await (async () => { const { a } = await none; })().catch(note);
  await (async () => (await price(none)).a)().catch(note);
  await (async () => { try { await later(); } catch (error) { fail('again'); } })().catch(note);
  await price(1).then(() => fail('then')).catch(note);
  await Promise.resolve(1).then(async () => { await later(); }).catch(note);
  await (async () => { label: for (const a of [1]) { if (await price(a)) { await later(); continue label; } } })().catch(note);
  await (async () => { const cart = new Cart(false); cart.tax = none; await cart.last().next(); })().catch(note);
  attempt(() => { const g = (function* () { yield fail('generator'); })(); g.next(); });
  attempt(() => [...new Cart(false).walk()]);
  attempt(() => { fail.length; class A { static { fail('static block'); } } });
  attempt(() => { class A { a = fail('field'); } new A(); });
  attempt(() => { Reflect.construct(Cart, [true]); });
  return stacks;
}
`;
