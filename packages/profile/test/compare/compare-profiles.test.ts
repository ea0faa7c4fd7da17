import {
  compareProfiles,
  exactChanges,
  presence,
  ProfileError,
  regressions,
  type ComparedFunction,
  type Comparison,
  type Profile,
} from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

type Spec = Parameters<typeof buildProfile>[0];

function find({ functions }: Comparison, name: string): ComparedFunction {
  return functions.find((fn) => fn.name === name)!;
}

/** A run in which one function waits so long in so many calls. */
function run(time: number, calls = 1, spec: Spec = {}): Profile {
  return buildProfile({
    names: { main: {}, load: { kind: 'async' } },
    contexts: [{ of: 'main', calls: 1, children: [{ of: 'load', calls, awaiting: time }] }],
    ...spec,
  });
}

/** The numbers from 0 to 1, evenly spread: the same for every call with the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A run of many functions, each some 100 ms long, with a noise of `noise` either way. */
function noisyRun(functions: number, slowed: number, noise: number, random: () => number): Profile {
  const names = Array.from({ length: functions }, (_, i) => `f${i}`);
  return buildProfile({
    names: Object.fromEntries(names.map((name) => [name, {}])),
    contexts: names.map((of, i) => {
      const time = 100 * (i === slowed ? 1.3 : 1) * (1 + noise * (2 * random() - 1));
      return { of, calls: 1, awaiting: time, external: time };
    }),
  });
}

function repeated(count: number, make: () => Profile): Profile[] {
  return Array.from({ length: count }, make);
}

describe('what a comparison says of counts', () => {
  it('is exact: any change is a finding', () => {
    const comparison = compareProfiles([run(20, 5)], [run(20, 21)]);
    expect(find(comparison, 'load').counts.calls).toMatchObject({ change: 16 });
    expect(exactChanges(find(comparison, 'load'))).toEqual(['calls', 'outermostCalls']);
    expect(exactChanges(find(comparison, 'main'))).toEqual([]);
    expect(regressions(comparison)).toMatchObject({ calls: 1, suspensions: 0, time: 0 });
    const better = compareProfiles([run(20, 21)], [run(20, 5)]);
    expect(regressions(better).calls).toBe(0);
  });

  it('is as of times where they differ within a side', () => {
    // 10, 11, … polls on both sides: nothing. From 20 on in the head: more.
    const polls = (first: number) => Array.from({ length: 10 }, (_, i) => run(20, first + i));
    const same = find(compareProfiles(polls(10), polls(10).reverse()), 'load');
    expect(exactChanges(same)).toEqual([]);
    expect(same.counts.calls.verdict).toBe('same');
    const comparison = compareProfiles(polls(10), polls(20));
    expect(exactChanges(find(comparison, 'load'))).toEqual([]);
    expect(find(comparison, 'load').counts.calls.verdict).toBe('worse');
    expect(regressions(comparison).calls).toBe(1);
  });

  it('says which functions and calls appeared or vanished', () => {
    const names = { main: {}, a: {}, b: {}, old: {} };
    const base = buildProfile({
      names,
      contexts: [
        {
          of: 'main',
          calls: 1,
          children: [
            { of: 'a', calls: 1 },
            { of: 'old', calls: 1 },
          ],
        },
        { of: 'b', calls: 1 },
      ],
    });
    const head = buildProfile({
      names: { main: {}, a: {}, b: {}, fresh: {} },
      contexts: [
        {
          of: 'main',
          calls: 1,
          children: [
            { of: 'a', calls: 1, children: [{ of: 'fresh', calls: 2 }] },
            { of: 'b', calls: 1 },
          ],
        },
      ],
    });
    const comparison = compareProfiles([base], [head]);
    expect(presence(find(comparison, 'fresh'), comparison)).toBe('appeared');
    expect(presence(find(comparison, 'old'), comparison)).toBe('vanished');
    const named = comparison.edges.map(({ status, caller, callee }) => [
      status,
      comparison.functions[caller]?.name ?? 'event loop',
      comparison.functions[callee].name,
    ]);
    // The calls of what appeared or vanished itself say nothing more.
    expect(named).toEqual([
      ['appeared', 'main', 'b'],
      ['vanished', 'event loop', 'b'],
    ]);
    expect(regressions(comparison)).toMatchObject({ appeared: 2, vanished: 2, calls: 0 });
  });

  it('counts what hangs, and awaits in sequence', () => {
    const spec = (live: number, sequences: number): Spec => ({
      places: { first: { of: 'load', line: 3 }, second: { of: 'load', line: 4 } },
      contexts: [{ of: 'load', calls: 4, live }],
      sites: { second: { suspended: 4, live } },
      sequences: [['first', 'second', sequences, 5]],
    });
    const comparison = compareProfiles([run(0, 4, spec(0, 4))], [run(0, 4, spec(2, 3))]);
    const { counts } = find(comparison, 'load');
    expect(counts.unsettled.change).toBe(2);
    expect(counts.sequentialAwaits.change).toBe(-1);
    expect(regressions(comparison)).toMatchObject({ hanging: 1, sequences: 0 });
  });
});

describe('what a comparison says of times', () => {
  it('is no verdict with fewer than five runs a side', () => {
    const four = compareProfiles(
      repeated(4, () => run(10)),
      repeated(9, () => run(30)),
    );
    expect(four.family).toBeUndefined();
    expect(find(four, 'load').time).toMatchObject({ change: 20 });
    expect(find(four, 'load').time.verdict).toBeUndefined();
    const five = compareProfiles(
      repeated(5, () => run(10)),
      repeated(9, () => run(30)),
    );
    expect(find(five, 'load').time.verdict).toBe('worse');
  });

  it('finds a slowdown of 30 % among 500 functions with ten runs a side', () => {
    const random = randomNumbers(7);
    const base = repeated(10, () => noisyRun(500, -1, 0.1, random));
    const head = repeated(10, () => noisyRun(500, 123, 0.1, random));
    const comparison = compareProfiles(base, head);
    const verdicts = comparison.functions.filter(({ time }) => time.verdict !== 'same');
    expect(verdicts.map(({ name, time }) => [name, time.verdict])).toEqual([['f123', 'worse']]);
    // Nearly all of them may differ by more than 5 %, and ten runs a side carry 4,618.
    expect(comparison.family).toMatchObject({ carried: 4618, runsNeeded: undefined });
    expect(comparison.family!.tested).toBeGreaterThan(400);
  });

  it('says how many runs would do where there are too few for that many functions', () => {
    const random = randomNumbers(7);
    const base = repeated(5, () => noisyRun(500, -1, 0.1, random));
    const head = repeated(5, () => noisyRun(500, 123, 0.1, random));
    const { family, functions } = compareProfiles(base, head);
    // Five a side carry 0.05 / (2 / 252) = 6.3; eight carry 0.05 / (2 / 12,870) = 321, nine 1,215.
    expect(family).toMatchObject({ carried: 6, runsNeeded: 9 });
    expect(family!.tested).toBeGreaterThan(400);
    const { verdict, p } = functions[123].time;
    expect(verdict).toBeUndefined();
    expect(p).toBeCloseTo(2 / 252, 12);
  });

  it('tests only what could differ by more than the thresholds', () => {
    // With a noise of 1 % either way nothing can differ by 5 % but what was slowed down.
    const random = randomNumbers(3);
    const base = repeated(5, () => noisyRun(500, -1, 0.01, random));
    const head = repeated(5, () => noisyRun(500, 123, 0.01, random));
    const comparison = compareProfiles(base, head);
    expect(comparison.family).toMatchObject({ tested: 1, carried: 6 });
    expect(comparison.functions[123].time.verdict).toBe('worse');
    // 30 ms more, where only 50 matter.
    const lenient = compareProfiles(base, head, { thresholds: { time: 50 } });
    expect(lenient.family!.tested).toBe(0);
  });

  it('gives no false alarm more often than is accepted', () => {
    // What was selected by the difference of its medians would give one in nearly every second comparison.
    const random = randomNumbers(11);
    const noise = 0.05;
    let alarms = 0;
    for (let i = 0; i < 20; i++) {
      const sides = [0, 1].map(() => repeated(10, () => noisyRun(40, -1, noise, random)));
      const { functions } = compareProfiles(sides[0], sides[1]);
      if (functions.some(({ time }) => time.verdict !== 'same')) alarms++;
    }
    // At 5 % each, more than 4 of 20 have a chance of 0.3 %; the numbers are the same in every run.
    expect(alarms).toBeLessThanOrEqual(4);
  });

  it('splits a difference into more calls and slower ones', () => {
    // 4 calls of 5 ms, then 6 of 10: 2 more at 7.5 on average, and 5 ms more each at 5 on average.
    const { split, time } = find(compareProfiles([run(20, 4)], [run(60, 6)]), 'load');
    expect(time.change).toBe(40);
    expect(split).toEqual({ calledMore: 15, eachSlower: 25 });
    const none = run(0, 0, { contexts: [{ of: 'load', calls: 0, carriedIn: 1, awaiting: 8 }] });
    const carried = find(compareProfiles([none], [run(20, 4)]), 'load');
    expect(carried.split).toEqual({ calledMore: 12, eachSlower: 0 });
  });

  it('compares functions by the time that is asked for', () => {
    const profile = (self: number) =>
      buildProfile({
        names: { main: {} },
        contexts: [{ of: 'main', calls: 1, self, onStack: 50, external: 2, awaiting: 30 }],
      });
    const { functions } = compareProfiles([profile(10)], [profile(14)], { by: 'self' });
    expect(functions[0].time.change).toBe(4);
    expect(functions[0].exclusive).toMatchObject({ base: { median: 12 }, head: { median: 16 } });
  });

  it('compares the whole run, as far as the platform tells', () => {
    const idle = (time: number) => buildProfile({ elapsed: 100, idle: time, elsewhere: 5 });
    const { times } = compareProfiles([idle(20)], [idle(60)]);
    expect(times.idle).toMatchObject({ change: 40 });
    expect(compareProfiles([idle(20)], [run(1)]).times).not.toHaveProperty('idle');
  });
});

describe('what can be compared', () => {
  it('has the same clock', () => {
    const cpu: Profile = { ...run(1), clock: { kind: 'cpu', source: 'threadCpuUsage' } };
    expect(() => compareProfiles([run(1)], [cpu])).toThrow(ProfileError);
    expect(() => compareProfiles([run(1)], [cpu])).toThrow(/wall clock and of a cpu clock/);
    expect(() => compareProfiles([], [cpu])).toThrow(/no profile of the base/);
  });

  it('may have been taken in another way, which is said', () => {
    const on = (platform: string, args = ['main.ts']): Profile => ({
      ...run(1),
      program: { platform, arguments: args, directory: '/app' },
    });
    expect(compareProfiles([on('node 20')], [on('node 20')]).caveats).toEqual([]);
    expect(compareProfiles([run(1)], [{ ...run(1), runs: 3 }]).caveats).toEqual([
      { what: 'number of runs in a profile', base: ['1'], head: ['3'] },
    ]);
    expect(
      compareProfiles([on('node 20')], [on('node 22', ['main.ts', '--fast'])]).caveats,
    ).toEqual([
      { what: 'platform', base: ['node 20'], head: ['node 22'] },
      { what: 'command', base: ['main.ts'], head: ['main.ts --fast'] },
    ]);
    expect(compareProfiles([on('node 20'), on('node 22')], [on('node 22')]).caveats).toEqual([
      { what: 'platform', base: ['node 20', 'node 22'], head: ['node 22'] },
    ]);
  });

  it('survives JSON', () => {
    const comparison = compareProfiles(
      repeated(5, () => run(10)),
      repeated(5, () => run(30)),
    );
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });
});
