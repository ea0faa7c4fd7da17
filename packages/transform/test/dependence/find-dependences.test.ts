import { transform } from '../../src/index.js';
import { CORPUS } from './corpus.js';

/** The verdict on the body of a method, in the words of the corpus. */
function verdictOn(body: string): string {
  const { metadata } = transform(`class A { #user; async m() { ${body} } }`, {
    filename: 'test.tsx',
    modules: false,
  });
  const { functions, sites } = metadata!;
  const owner = functions.findIndex(({ name }) => name === 'A.m');
  const own = sites.filter((site) => site.function === owner);
  const number = (index: number) => own.indexOf(sites[index]!) + 1;
  return own
    .filter(({ dependsOn }) => dependsOn)
    .map((site) => `${own.indexOf(site) + 1} on ${site.dependsOn!.map(number).join(' ')}`)
    .join(', ');
}

describe.each(Object.entries(CORPUS))('an await depends on another %s', (_, cases) => {
  it.each(cases)('%s', (code, verdict) => {
    expect(verdictOn(code)).toBe(verdict);
  });
});

function dependencesIn(code: string) {
  const { metadata } = transform(code, { filename: 'test.js', sourceType: 'module' });
  return metadata!.sites.map(({ dependsOn }) => dependsOn);
}

it('top-level awaits depend on each other as those of a function do', () => {
  expect(dependencesIn('const a = await f(); await g(a);')).toEqual([undefined, [0]]);
});

it('an arrow function returns what depends on its await', () => {
  // The returned promise is the first site: its expression begins first.
  expect(dependencesIn('const f = async () => g(await h());')).toEqual([[1], undefined]);
});

it('what an async generator awaits after a yield depends on its consumer going on', () => {
  const code = 'async function* f() { yield 1; await g(); }';
  expect(dependencesIn(code)).toEqual([undefined, [0]]);
});

it('awaits of other functions are no part of it', () => {
  const code = 'async function f() { await g(); return async () => { await h(); await i(); }; }';
  expect(dependencesIn(code)).toEqual([undefined, undefined, undefined]);
});

it('what was generated in a row of a thousand awaits is decoded again', () => {
  const code = `async function f(a) { ${'a = await g(a);'.repeat(1000)} }`;
  const dependences = dependencesIn(code);
  expect(dependences).toHaveLength(1000);
  expect(dependences[999]).toEqual([998]);
});
