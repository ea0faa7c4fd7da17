import fc from 'fast-check';
import { packProfile, unpackProfile, type Profile, type Thread } from '../src/index.js';
import { decodeCallees, encodeCallees } from '../src/packed/callee-codes.js';
import { decodeColumn, encodeColumn } from '../src/packed/column-codec.js';
import { fullProfile } from './full-profile.js';
import { referenceExample } from './reference-example.js';

/** A profile after it was packed and unpacked, with arrays where the page has typed ones. */
function roundTrip(profile: Profile): Profile {
  const unpacked = unpackProfile(Buffer.concat([...packProfile(profile)]));
  const plain = (table: object) =>
    Object.fromEntries(
      Object.entries(table).map(([name, column]) => [name, Array.from(column as number[])]),
    );
  const threads = unpacked.threads.map((thread) => ({
    ...thread,
    contexts: plain(thread.contexts),
    functions: plain(thread.functions),
    sites: plain(thread.sites),
    sequences: plain(thread.sequences),
  }));
  return { ...unpacked, threads: threads as unknown as Thread[] };
}

test('a profile is the same when it has been packed', () => {
  expect(roundTrip(fullProfile)).toEqual(fullProfile);
  expect(roundTrip(referenceExample())).toEqual(referenceExample());
});

test('names that no encoding has are kept', () => {
  const names = ['\ud800', '__proto__', '</script>', '\u2028', '\u202eevil', 'x'.repeat(1 << 20)];
  const functions = names.map((name) => ({ ...fullProfile.functions[0], name }));
  expect(roundTrip({ ...fullProfile, functions }).functions).toEqual(functions);
});

describe('the functions of a call tree', () => {
  it('come out as they went in, whatever calls what', () => {
    const rows = fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: -3, max: 8 })));
    fc.assert(
      fc.property(rows, (given) => {
        const parent = [-1, ...given.map(([above], row) => above % (row + 1))];
        const functions = [-1, ...given.map(([, fn]) => fn)];
        const { codes, added } = encodeCallees(parent, functions);
        decodeCallees(parent, codes, added);
        expect([...codes]).toEqual(functions);
      }),
    );
  });

  it('are small numbers where functions call the same few again and again', () => {
    const parent = [-1, 0, 1, 1, 0, 4, 4];
    const functions = [-1, 700, 800, 900, 700, 900, 800];
    const { codes, added } = encodeCallees(parent, functions);
    expect([...codes]).toEqual([0, 0, 0, 0, 1, 2, 1]);
    expect(added).toEqual([-1, 700, 800, 900]);
  });
});

describe('a column', () => {
  const through = (values: number[], kind: 'count' | 'difference' | 'time') =>
    Array.from(decodeColumn(encodeColumn(values, kind), kind, values.length));

  it('of counts is exact', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat()), (values) => {
        expect(through(values, 'count')).toEqual(values);
      }),
    );
  });

  it('of indices is exact, in whatever order they are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 2 ** 24 })), (values) => {
        expect(through(values, 'difference')).toEqual(values);
        expect(through(values, 'count')).toEqual(values);
      }),
    );
  });

  it('of times is exact to a nanosecond, and just below zero, too', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1e8, noNaN: true })), (values) => {
        const decoded = through(values, 'time');
        decoded.forEach((time, i) => expect(Math.abs(time - values[i])).toBeLessThan(0.51e-6));
        // What is whole in nanoseconds comes out bit by bit.
        expect(through(decoded, 'time')).toEqual(decoded);
      }),
    );
  });

  it('of next to nothing but zeros is exact, and takes a bit for each', () => {
    const value = fc.oneof(
      { weight: 9, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer() },
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        expect(through(values, 'count')).toEqual(values);
        expect(through(values, 'difference')).toEqual(values);
      }),
    );
    const one = new Float64Array(1000);
    one[999] = 2 ** 20;
    expect(encodeColumn(one, 'count')).toHaveLength(2 + 1000 / 8 + 3);
  });

  it('of zeros takes two bytes', () => {
    expect(encodeColumn(new Float64Array(1000), 'time')).toHaveLength(2);
  });
});
