/** Programs of one statement that fail with a message of the language, in an async function. */
export const FAILURES: Record<string, string> = {
  'a call of what was awaited': '(await 1)();',
  'a method of what was awaited': '(await {}).y();',
  'a method by key of what was awaited': '(await {})["y"]();',
  'an optional call of what was awaited': '(await 1)?.();',
  'a construction of what was awaited': 'new (await 5)();',
  'a tag that was awaited': '(await 5)``;',
  'a property of null that was awaited': '(await null).y;',
  'a property of null that is set': '(await null).y = 1;',
  'an object pattern': 'const { a } = await null;',
  'an empty object pattern': 'const {} = await null;',
  'the rest of an object': 'const { ...a } = await null;',
  'an assigned object pattern': 'let a; ({ a } = await null);',
  'a spread argument': 'Math.max(...await 5);',
  'a spread argument among others': 'Math.max(1, ...await 5, 2);',
  in: '"a" in (await 5);',
  instanceof: '({}) instanceof (await 5);',
  extends: '(class extends (await 5) {});',
  'a parameter': '(({ a }) => a)(await null);',
  'a call of what was yielded':
    '(function* () { (yield)(); })().next() && [...(function* () { (yield 1)(); })()];',
  'a method of what was yielded': '[...(function* () { (yield 1).y(); })()];',
  'yield* of a number': '[...(function* () { yield* 5; })()];',
  'yield* of an object': '[...(function* () { yield* {}; })()];',
  'yield* of null': '[...(function* () { yield* null; })()];',
  'yield* of a number in an async generator': 'await (async function* () { yield* 5; })().next();',
  'yield* of what has no iterator':
    '[...(function* () { yield* { [Symbol.iterator]: () => 5 }; })()];',
  'for await of null': 'for await (const x of null);',
  'for await whose iterator is none': 'for await (const x of { [Symbol.asyncIterator]: () => 5 });',
  'for await whose result is none':
    'for await (const x of { [Symbol.asyncIterator]: () => ({ next: () => 5 }) });',
  'for await that sets a property of nothing': 'let o; for await (o.x of [1]);',
};

const NOT_ITERABLE = 'is not iterable (cannot read property Symbol(Symbol.iterator))';
const DESTRUCTURED = "Cannot destructure property 'a' of '(intermediate value)' as it is null.";

/**
 * Where the message has to differ, since what V8 names in it (an expression, or `.for` and `.catch` for the
 * values of loops and `catch`) is a probe's argument: it describes the value, or calls it intermediate.
 */
export const OTHER_MESSAGES: [statement: string, message: string][] = [
  ['for (const x of await 5);', `number 5 ${NOT_ITERABLE}`],
  ['[...await 5];', '[(intermediate value)][0] is not iterable'],
  ['for await (const x of 5);', '[(intermediate value)][0] is not async iterable'],
  ['const x = {}; for await (const y of x);', '[(intermediate value)][0] is not async iterable'],
  ['for await (const { a } of [null]);', DESTRUCTURED],
  ['for await (const [a] of [1]);', `number 1 ${NOT_ITERABLE}`],
  ['let a; for await ({ a } of [null]);', DESTRUCTURED],
  ['const [a] = await 5;', `number 5 ${NOT_ITERABLE}`],
  ['const x = 5; const [a = await 1] = x;', `number 5 ${NOT_ITERABLE}`],
  ['for (const [a = await 1] of [5]);', `number 5 ${NOT_ITERABLE}`],
  ['try { await 1; throw null; } catch ({ a }) {}', DESTRUCTURED],
];
