import fc from 'fast-check';
import {
  functionTable,
  histogramCount,
  mergeProfiles,
  readProfile,
  RunFolder,
  siteTable,
  writeProfile,
  type Profile,
} from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { referenceExample } from './reference-example.js';

function fold(profiles: readonly Profile[]): Profile {
  const folder = new RunFolder();
  for (const profile of profiles) folder.add(profile);
  return folder.result();
}

const NAMES = ['alpha', 'beta', 'gamma'];

/** A run of a program that calls some functions, each for itself or for the one before. */
const run: fc.Arbitrary<Profile> = fc
  .record({
    calls: fc.array(
      fc.record({
        of: fc.constantFrom(...NAMES),
        nested: fc.boolean(),
        // With digits that no sum of floating-point numbers keeps.
        self: fc.integer({ min: 0, max: 1e12 }).map((time) => time / 1e6),
        external: fc.integer({ min: 0, max: 1e12 }).map((time) => time / 1e6),
        bucket: fc.nat(200),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    resolution: fc.constantFrom(0.001, 0.1),
    note: fc.constantFrom('One.', 'Two.'),
  })
  .map(({ calls, resolution, note }) => {
    const of = (from: typeof calls): Parameters<typeof buildProfile>[0]['contexts'] => {
      const [first, ...rest] = from;
      if (first === undefined) return [];
      const { of: name, nested, self, external } = first;
      const others = of(rest) ?? [];
      const context = { of: name, calls: 1, self, external, onStack: self, awaiting: external };
      return nested ? [{ ...context, children: others }] : [context, ...others];
    };
    const life = Object.fromEntries(
      calls.map((call) => [call.of, { life: { first: call.bucket, counts: [1, -2, 3] }, span: 1 }]),
    );
    const names = Object.fromEntries(NAMES.map((name, i) => [name, { line: 3 * i + 1 }]));
    const profile = buildProfile({ elapsed: 100, names, contexts: of(calls), functions: life });
    profile.clock = { ...profile.clock, resolution };
    profile.notes.push(note);
    return profile;
  });

describe('runs that are added up', () => {
  it('give the same in any order and grouping, to the last bit', () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 2, maxLength: 5 }), fc.nat(), (runs, at) => {
        const whole = writeProfile(fold(runs));
        expect(writeProfile(fold(runs.toReversed()))).toBe(whole);
        const cut = 1 + (at % (runs.length - 1));
        const parts = [fold(runs.slice(0, cut)), fold(runs.slice(cut))];
        const saved = parts.map((part, i) => readProfile(writeProfile(part), `part ${i}`));
        expect(writeProfile(fold(saved))).toBe(whole);
      }),
      { numRuns: 100 },
    );
  });

  it('have the sums of their counts, times and histograms', () => {
    const one = referenceExample();
    const sum = fold([one, one, one]);
    expect(sum.runs).toBe(3);
    expect(sum.threads).toHaveLength(1);
    expect(sum.threads[0].elapsed).toBe(3 * one.threads[0].elapsed);
    const byName = (profile: Profile) =>
      new Map(functionTable(profile).map((row) => [row.name, row]));
    const single = byName(one);
    for (const [name, row] of byName(sum)) {
      const { calls, self, external, total, peak, life } = single.get(name)!;
      expect(row).toMatchObject({
        calls: 3 * calls,
        self: 3 * self,
        external: 3 * external,
        total: 3 * total,
        peak,
      });
      expect(histogramCount(row.life)).toBe(3 * histogramCount(life));
    }
    const waits = (profile: Profile) =>
      siteTable(profile)
        .map(({ line, suspended, waiting }) => [line, suspended, waiting])
        .sort();
    expect(waits(sum)).toEqual(
      waits(one).map(([line, suspended, waiting]) => [line, 3 * suspended, 3 * waiting]),
    );
  });

  it('keep threads of several names and tags apart', () => {
    const one = referenceExample();
    const [thread] = one.threads;
    const threads = [thread, { ...thread, tag: 'a' }, { ...thread, id: 1, name: 'worker 1' }];
    const sum = fold([{ ...one, threads }, one]);
    expect(sum.threads.map(({ id, name, tag, elapsed }) => [id, name, tag, elapsed])).toEqual([
      [0, 'main', 'a', 4000],
      [0, 'main', undefined, 8000],
      [1, 'worker 1', undefined, 4000],
    ]);
  });

  it('lack what one of them lacks', () => {
    const one = referenceExample();
    const zeros = one.threads[0].contexts.self.map(() => 0);
    const known = structuredClone(one);
    Object.assign(known.threads[0].contexts, { outside: zeros });
    expect(fold([known, known]).threads[0].contexts.outside).toBeDefined();
    expect(fold([known, one]).threads[0].contexts.outside).toBeUndefined();
  });

  it('are of one clock', () => {
    const wall = referenceExample();
    const cpu: Profile = { ...wall, clock: { ...wall.clock, kind: 'cpu' } };
    const folder = new RunFolder();
    folder.add(wall, 'a.json');
    expect(() => folder.add(cpu, 'b.json')).toThrow(
      'b.json: has a cpu clock, and those before a wall clock: they do not add up',
    );
    expect(() => new RunFolder().result()).toThrow('there is no profile to merge');
  });

  it('have the figures that their threads have together', () => {
    const profiles = [referenceExample(), referenceExample()];
    const apart = functionTable(mergeProfiles(profiles)).map(({ name, calls, self }) => [
      name,
      calls,
      self,
    ]);
    const together = functionTable(fold(profiles)).map(({ name, calls, self }) => [
      name,
      calls,
      self,
    ]);
    expect(together.sort()).toEqual(apart.sort());
  });
});
