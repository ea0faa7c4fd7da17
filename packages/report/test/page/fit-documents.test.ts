import fc from 'fast-check';
import {
  comparedTree,
  compareProfiles,
  readTrace,
  unpackComparison,
  unpackProfile,
} from '@coroscope/profile';
import { gunzipSync } from 'node:zlib';
import { fairShares } from '../../src/page/fair-shares.js';
import { fitDocuments } from '../../src/page/fit-documents.js';
import type { PageDocument } from '../../src/page/page-document.js';
import { renderPage } from '../../src/page/render-page.js';
import { serviceRun } from '../../../report-page/test/support/virtual-run.js';
import { buildProfile, type ContextSpec } from '../support/profile.js';

/** A profile with so many functions, called by one of them; the later, the heavier. */
function wideProfile(functions: number): PageDocument & { kind: 'profile' } {
  const children = Array.from({ length: functions }, (_, i): ContextSpec => ({
    name: `f${i}`,
    self: i + 1,
    calls: 1,
  }));
  const profile = buildProfile({
    elapsed: 1e6,
    threads: [{ contexts: [{ name: 'main', self: 1, children }] }],
  });
  return { kind: 'profile', name: 'wide.json', profile };
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

test('shares are no larger than what they are of, and than the limit together', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000)), fc.nat(4000), (sizes, limit) => {
      const shares = fairShares(sizes, limit);
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum(shares)).toBeLessThanOrEqual(Math.max(limit, 0));
      shares.forEach((share, i) => expect(share).toBeLessThanOrEqual(sizes[i]));
      if (sum(sizes) <= limit) expect(shares).toEqual(sizes);
      // A document that is cut gets no less than the others.
      const cut = shares.filter((share, i) => share < sizes[i]);
      for (const share of cut) expect(Math.max(0, ...shares) - share).toBeLessThanOrEqual(1);
    }),
  );
});

test('what fits is left as it is', async () => {
  const { profile, trace } = await serviceRun();
  const documents: PageDocument[] = [
    { kind: 'profile', name: 'a', profile },
    { kind: 'trace', name: 'b', bytes: trace },
  ];
  const fitted = fitDocuments(documents);
  expect(fitted.map(({ leftOut }) => leftOut)).toEqual([undefined, undefined]);
  expect(gunzipSync(fitted[1].bytes).equals(trace)).toBe(true);
});

test('beyond the contexts, the heaviest are kept, of all documents together', () => {
  const small = wideProfile(10);
  const large = wideProfile(1000);
  const fitted = fitDocuments([small, large], { contexts: 200, bytes: NO_LIMIT });
  expect(fitted[0].leftOut).toBeUndefined();
  const { threads, functions } = unpackProfile(gunzipSync(fitted[1].bytes));
  const { contexts } = threads[0];
  expect(fitted[1].leftOut).toBe(`the heaviest ${contexts.parent.length} of 1,002 contexts`);
  const names = Array.from(contexts.function, (fn) => functions[fn]?.name);
  expect(names).toContain('f999');
  expect(names).not.toContain('f1');
  expect(names.some((name) => /^… \d+ more$/.test(name ?? ''))).toBe(true);
});

test('beyond the bytes, a profile has fewer contexts and a trace ends sooner', async () => {
  const { trace } = await serviceRun(400);
  const bytes = 6000;
  const documents: PageDocument[] = [
    wideProfile(5),
    { kind: 'trace', name: 'long.trace', bytes: trace },
  ];
  const [profile, shortened] = fitDocuments(documents, { contexts: NO_LIMIT, bytes });
  expect(profile.leftOut).toBeUndefined();
  const sizes = [profile, shortened].map((document) => document.bytes.toString('base64').length);
  expect(sizes[0] + sizes[1]).toBeLessThanOrEqual(bytes);
  const whole = readTrace(trace, 'whole');
  const read = readTrace(new Uint8Array(gunzipSync(shortened.bytes)), 'shortened');
  expect(read.kept).toBeLessThan(whole.kept);
  expect(read.kept).toBeGreaterThan(10);
  const text = (count: number) => count.toLocaleString('en-US');
  expect(shortened.leftOut).toBe(`the first ${text(read.kept)} of ${text(whole.kept)} events`);
  expect(read.notes).toEqual([
    `This page has the first ${text(read.kept)} of ${text(whole.kept)} events; "coroscope view" shows all of them.`,
  ]);
});

test('both call trees of a comparison are cut, and their sums stay', () => {
  const [base, head] = [wideProfile(300).profile, wideProfile(400).profile];
  const tree = comparedTree([base], [head]);
  const shown = { base: 'a', head: 'b', comparison: compareProfiles([base], [head]), tree };
  const [fitted] = fitDocuments([{ kind: 'comparison', name: 'comparison', shown }], {
    contexts: 50,
    bytes: NO_LIMIT,
  });
  const cut = unpackComparison(gunzipSync(fitted.bytes));
  const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
  for (const side of ['base', 'head'] as const) {
    expect(sum(cut.tree![side].self)).toBe(sum(tree[side].self));
    expect(sum(cut.tree![side].calls)).toBe(sum(tree[side].calls));
  }
  const kept = cut.tree!.function.length;
  expect(kept).toBeLessThanOrEqual(50);
  expect(fitted.leftOut).toBe(`the heaviest ${kept} of 402 contexts`);
  expect(cut.notes?.join()).toMatch(/of 402 contexts of both call trees/);
  const [left] = cut.tree!.function.filter((fn) => fn < -1);
  expect(kept - 1 + (-1 - left)).toBe(402);
});

test('a file of a foreign trace is no smaller, and no error', () => {
  const bytes = new Uint8Array(Array.from({ length: 5000 }, (_, i) => (i * i) >> 3));
  const [fitted] = fitDocuments([{ kind: 'trace', name: 'odd', bytes }], {
    contexts: 10,
    bytes: 100,
  });
  expect(gunzipSync(fitted.bytes).equals(bytes)).toBe(true);
});

test('who renders the page learns what it does not have, and what shows it', () => {
  const sentences: string[] = [];
  const documents = [wideProfile(500), { ...wideProfile(3), name: 'small.json' }];
  const render = (given: PageDocument[]) =>
    [
      ...renderPage(given, (sentence) => sentences.push(sentence), {
        contexts: 100,
        bytes: NO_LIMIT,
      }),
    ].length;
  render(documents);
  render([documents[0]]);
  expect(sentences).toEqual([
    expect.stringMatching(
      /^the page has the heaviest \d+ of 502 contexts of wide\.json; to see all of them: coroscope view$/,
    ),
    expect.stringMatching(
      /^the page has the heaviest \d+ of 502 contexts; to see all of them: coroscope view$/,
    ),
  ]);
});
