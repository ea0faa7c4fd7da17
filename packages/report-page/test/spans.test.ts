import fc from 'fast-check';
import { firstAfter, spanAt, spansOf, visitRow, type Spans } from '../src/canvas/spans.js';

/** A row of spans: gaps and lengths in turn. */
const rows = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 5, noNaN: true }),
    fc.oneof(fc.constant(0), fc.double({ min: 0, max: 20, noNaN: true })),
  ),
  { minLength: 1, maxLength: 80 },
);

function rowOf(parts: readonly (readonly [number, number])[]): Spans {
  const start: number[] = [];
  const end: number[] = [];
  let at = 0;
  for (const [gap, length] of parts) {
    start.push(at + gap);
    end.push(at + gap + length);
    at += gap + length;
  }
  return spansOf(Int32Array.of(0, parts.length), Float64Array.from(start), Float64Array.from(end));
}

test('every span in sight is visited once, by itself or as a part of a column', () => {
  fc.assert(
    fc.property(
      rows,
      fc.double({ min: 0.1, max: 50, noNaN: true }),
      fc.nat(300),
      (parts, zoom, from) => {
        const spans = rowOf(parts);
        const range = { from: from / 10, to: from / 10 + zoom };
        const width = 100;
        const seen: number[] = [];
        visitRow(spans, 0, range, width, {
          span(index, left, right) {
            seen.push(index);
            expect(right - left).toBeGreaterThan(1 - 1e-9);
          },
          density(first, last, column, covered) {
            for (let index = first; index <= last; index++) seen.push(index);
            expect(column).toBeGreaterThanOrEqual(0);
            expect(column).toBeLessThanOrEqual(width);
            let size = 0;
            for (let i = first; i <= last; i++) size += spans.end[i] - spans.start[i];
            expect(covered).toBeCloseTo(Math.min(1, Math.max(0.12, (size * width) / zoom)), 9);
          },
        });
        const inSight = parts.flatMap((_, i) =>
          spans.end[i] > range.from && spans.start[i] < range.to ? [i] : [],
        );
        expect(seen).toEqual(inSight);
      },
    ),
  );
});

test('a hundred thousand spans of less than a pixel are a rectangle a column at most', () => {
  const spans = rowOf(Array.from({ length: 100_000 }, () => [0.5, 0.5] as const));
  const columns: number[] = [];
  visitRow(spans, 0, { from: 0, to: 100_000 }, 1000, {
    span: () => fail('all are narrower than a pixel'),
    density: (_first, _last, column, covered) => {
      columns.push(column);
      // Half of each column is covered; a span may reach over its edge.
      expect(covered).toBeCloseTo(0.5, 1);
    },
  });
  expect(columns).toEqual(Array.from({ length: 1000 }, (_, i) => i));
});

test('the span at a place is the one that holds it', () => {
  fc.assert(
    fc.property(rows, fc.double({ min: 0, max: 1000, noNaN: true }), (parts, place) => {
      const spans = rowOf(parts);
      const holding = parts.findIndex((_, i) => spans.start[i] <= place && place < spans.end[i]);
      expect(spanAt(spans, 0, place)).toBe(holding);
      expect(firstAfter(spans, 0, place)).toBe(
        [...parts.keys(), parts.length].find((i) => i === parts.length || spans.end[i] > place),
      );
    }),
  );
});
