import fc from 'fast-check';
import { decodeMetadata, encodeMetadata, FUNCTION_KINDS, SITE_KINDS } from '../src/index.js';

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

it('is decoded to what was encoded', () => {
  fc.assert(
    fc.property(
      fc.record({ functions: fc.array(functionMetadata), sites: fc.array(siteMetadata) }),
      (metadata) => {
        expect(decodeMetadata(encodeMetadata(metadata))).toEqual(metadata);
      },
    ),
  );
});

it('spends little on functions whose names begin alike', () => {
  const method = (name: string, line: number) =>
    ({ name, kind: 'function', source: 0, line, column: 3, counted: false }) as const;
  const text = encodeMetadata({
    functions: [method('ShoppingCart.add', 1), method('ShoppingCart.remove', 9)],
    sites: [],
  });
  expect(text.match(/ShoppingCart/g)).toHaveLength(1);
  expect(text.length).toBeLessThan('ShoppingCart.add'.length + 'remove'.length + 2 * 6);
});
