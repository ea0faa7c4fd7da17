import { compareProfiles, regressions, type Profile } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

type Context = NonNullable<Parameters<typeof buildProfile>[0]['contexts']>[number];

const NAMES = { main: {}, parse: {}, next: {}, peek: {}, print: {} };
const RUNS = 12;

/**
 * A run of main, which calls parse, which calls next, which calls peek; and print, by itself.
 *
 * @param next How the calls of next were timed: in `self` of a function is what it and those below did that was not.
 * @param shift Distinguishes runs.
 */
function run(
  next: 'timed' | 'counted' | 'partly',
  shift: number,
  peek: 'timed' | 'counted' = 'timed',
): Profile {
  const calls = 5000;
  const figures = {
    timed: { untimed: 0, onStack: 40, parse: 10 },
    counted: { untimed: 4000, onStack: 0, parse: 50 },
    partly: { untimed: 2000, onStack: 20, parse: 30 },
  }[next];
  const time = (of: number) => (of === 0 ? 0 : of + shift / 100);
  const inner: Context = {
    of: 'peek',
    calls,
    ...(peek === 'timed' ? { self: time(5), onStack: time(5) } : { untimed: 4000 }),
  };
  const middle: Context = {
    of: 'next',
    calls,
    untimed: figures.untimed,
    self: time(figures.onStack),
    onStack: time(figures.onStack),
    children: [inner],
  };
  const outer: Context = {
    of: 'parse',
    calls: 1,
    self: time(figures.parse),
    onStack: time(60),
    children: [middle],
  };
  return buildProfile({
    names: NAMES,
    contexts: [
      { of: 'main', calls: 1, self: time(3), onStack: time(100), children: [outer] },
      { of: 'print', calls: 1, self: time(7), onStack: time(7) },
    ],
  });
}

function side(next: Parameters<typeof run>[0], peek?: Parameters<typeof run>[2]): Profile[] {
  return Array.from({ length: RUNS }, (_, shift) => run(next, shift, peek));
}

/** Which functions' times can't be judged, and why. */
function unjudged(base: Profile[], head: Profile[]) {
  const comparison = compareProfiles(base, head, { by: 'self' });
  for (const { timing, time } of comparison.functions) {
    expect(time.verdict === undefined).toBe(timing !== undefined);
  }
  const found = comparison.functions.flatMap(({ name, timing }) =>
    timing ? [[name, timing]] : [],
  );
  return { unjudged: Object.fromEntries(found) as object, comparison };
}

test('where one side has counted a function, neither its time nor that of its caller is judged', () => {
  const { unjudged: found, comparison } = unjudged(side('timed'), side('counted'));
  expect(found).toEqual({ next: 'own calls', parse: 'calls by it' });
  expect(regressions(comparison).time).toBe(0);
  expect(comparison.caveats).toContainEqual({
    what: 'hot functions',
    base: ['timed'],
    head: ['counted'],
  });
});

test('where both sides have counted it, all is judged', () => {
  const { unjudged: found, comparison } = unjudged(side('counted'), side('counted'));
  expect(found).toEqual({});
  expect(comparison.caveats).toEqual([]);
});

test('the runs of a side have to agree, too', () => {
  const mixed = side('timed').map((profile, i) => (i === 4 ? run('counted', i) : profile));
  expect(unjudged(mixed, side('timed')).unjudged).toEqual({
    next: 'own calls',
    parse: 'calls by it',
  });
});

test('what was timed again has left an unknown part of its time to its caller', () => {
  expect(unjudged(side('partly'), side('partly')).unjudged).toEqual({
    next: 'own calls',
    parse: 'calls by it',
  });
});

test('time passes through callers that are counted themselves', () => {
  expect(unjudged(side('counted', 'timed'), side('counted', 'counted')).unjudged).toEqual({
    peek: 'own calls',
    next: 'calls by it',
    parse: 'calls by it',
  });
});

test('counts are compared all the same', () => {
  const [base] = side('timed');
  const head = run('counted', 0);
  head.threads[0].contexts.calls[3] += 1;
  const { comparison } = unjudged([base, ...side('timed')], [head, ...side('counted')]);
  const next = comparison.functions.find(({ name }) => name === 'next')!;
  expect(next.counts.calls.head.values).toContain(5001);
});
