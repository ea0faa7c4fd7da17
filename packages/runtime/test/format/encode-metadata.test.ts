import fc from 'fast-check';
import { decodeMetadata, encodeMetadata, FUNCTION_KINDS, SITE_KINDS } from '../../src/index.js';

const position = {
  line: fc.integer({ min: 1, max: 1e6 }),
  column: fc.integer({ min: 1, max: 1e7 }),
};

const functionMetadata = fc.record({
  name: fc.string({ unit: 'grapheme' }),
  kind: fc.constantFrom(...FUNCTION_KINDS),
  source: fc.nat(3),
  counted: fc.boolean(),
  ...position,
});

const siteMetadata = fc.record({
  function: fc.nat(1000),
  kind: fc.constantFrom(...SITE_KINDS),
  inLoop: fc.boolean(),
  ...position,
});

/** Sites, some of which depend on some. */
const sites = fc.array(siteMetadata).chain((all) => {
  const index = fc.nat(Math.max(0, all.length - 1));
  const dependsOn = fc
    .uniqueArray(index, { minLength: 1 })
    .map((indices) => indices.sort((a, b) => a - b));
  return fc.tuple(
    ...all.map((site) =>
      fc.option(dependsOn).map((on) => (on ? { ...site, dependsOn: on } : site)),
    ),
  );
});

it('round-trips', () => {
  fc.assert(
    fc.property(fc.record({ functions: fc.array(functionMetadata), sites }), (metadata) => {
      expect(decodeMetadata(encodeMetadata(metadata))).toEqual(metadata);
    }),
  );
});

it('is no longer than before where no site depends on another', () => {
  const site = { function: 0, kind: 'await', line: 1, column: 1, inLoop: false } as const;
  // Four numbers below 32 each, behind the header.
  expect(encodeMetadata({ functions: [], sites: [site, site] })).toHaveLength(1 + 2 * 4);
});

it('is short for functions whose names begin alike', () => {
  const method = (name: string, line: number) =>
    ({ name, kind: 'function', source: 0, line, column: 3, counted: false }) as const;
  const text = encodeMetadata({
    functions: [method('ShoppingCart.add', 1), method('ShoppingCart.remove', 9)],
    sites: [],
  });
  expect(text.match(/ShoppingCart/g)).toHaveLength(1);
  expect(text.length).toBeLessThan('ShoppingCart.add'.length + 'remove'.length + 2 * 6);
});
