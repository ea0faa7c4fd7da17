import fc from 'fast-check';
import { ProfileError, readProfile, writeProfile, type Profile } from '../../src/index.js';
import { fullProfile } from '../full-profile.js';
import { buildProfile } from '../build-profile.js';
import { referenceExample } from '../reference-example.js';

interface Saved {
  version: number;
  elapsed: number;
  clock: { resolution: number };
  threads: Array<Record<string, unknown> & { contexts: Record<string, unknown> }>;
}

const saved = (profile: Profile) => JSON.parse(writeProfile(profile)) as Saved;
const reread = (profile: Profile) => readProfile(writeProfile(profile), 'app.json');

/** A profile with these columns of contexts, of a root and further rows. */
function withColumns(rows: number, columns: Partial<Profile['threads'][0]['contexts']>): Profile {
  const contexts = Array.from({ length: rows - 1 }, () => ({ of: 'f', calls: 1 }));
  const profile = buildProfile({ names: { f: {} }, contexts });
  Object.assign(profile.threads[0].contexts, columns);
  return profile;
}

describe('a profile that is written and read', () => {
  it.each([
    ['with every property', fullProfile],
    ['of the reference example', referenceExample()],
    ['of nothing', buildProfile({})],
  ])('%s is the same', (_, profile) => {
    expect(reread(profile)).toEqual(profile);
  });

  it('has whole nanoseconds for times, and fractions for what is a mean', () => {
    const document = saved({ ...fullProfile, elapsed: 10.000_000_4 });
    expect(document).toMatchObject({ version: 3, elapsed: 10_000_000 });
    const [thread] = document.threads;
    expect(thread).toMatchObject({
      elapsed: 10_000_000,
      idle: 4_000_000,
      blame: { shortTasks: 0, elsewhere: 500_000 },
      stretches: [{ start: 0, duration: 2_000_000, blame: 500_000, cpu: 2_000_000 }],
      probeCosts: { call: { inside: 10, outside: 20 } },
    });
    expect(thread.contexts.self).toEqual([6_000_000, 4_000_000]);
    expect(thread.contexts.calls).toEqual([0, 1]);
    const costs = { inside: 0.000_012_345_6, outside: 0 };
    const [entry] = saved({
      ...fullProfile,
      threads: [
        {
          ...fullProfile.threads[0],
          probeCosts: { ...fullProfile.threads[0].probeCosts!, call: costs },
        },
      ],
    }).threads;
    expect(entry.probeCosts).toMatchObject({ call: { inside: 12.346, outside: 0 } });
  });

  it('keeps what another writer has added', () => {
    const profile = { ...referenceExample(), rounds: [{ elapsed: 1.5 }] };
    Object.assign(profile.threads[0], { untimed: { rows: 3 } });
    expect(reread(profile)).toEqual(profile);
  });

  it('gives back any column to the nanosecond, whatever its shape', () => {
    const nanoseconds = fc.oneof(
      fc.constant(0),
      fc.integer({ min: -2, max: 1e4 }),
      fc.maxSafeInteger().map((n) => n % 1e15),
    );
    fc.assert(
      fc.property(fc.array(nanoseconds, { minLength: 1, maxLength: 40 }), (column) => {
        const self = column.map((time) => time / 1e6);
        const profile = withColumns(column.length, { self });
        const again = reread(profile).threads[0].contexts.self;
        expect(again.map((time) => Math.round(time * 1e6))).toEqual(column.map((n) => n + 0));
      }),
    );
  });
});

describe('a column is saved', () => {
  const column = (paused: number[]) =>
    saved(withColumns(paused.length, { paused })).threads[0].contexts.paused;

  it('as one number where all rows have it', () => {
    expect(column([0, 0, 0])).toBe(0);
    expect(column([1.5, 1.5])).toBe(1_500_000);
  });

  it('as the rows that are not 0 where few are', () => {
    expect(column([0, 0, 0, 0, 0, 1, 0, 0, 2])).toEqual({ rows: [5, 8], values: [1e6, 2e6] });
  });

  it('row by row where many are not 0', () => {
    expect(column([0, 1, 2])).toEqual([0, 1e6, 2e6]);
  });

  it('and one that is absent stays so: it is unknown, not 0', () => {
    const { contexts } = reread(withColumns(3, {})).threads[0];
    expect('outside' in contexts).toBe(false);
  });
});

describe('a damaged column', () => {
  const errorOf = (paused: unknown) => {
    const document = saved(withColumns(3, {}));
    document.threads[0].contexts.paused = paused;
    try {
      readProfile(JSON.stringify(document), 'app.json');
    } catch (error) {
      if (error instanceof ProfileError) return error.message;
      throw error;
    }
    throw new Error('read without an error');
  };

  it.each([
    ['beyond the table', { rows: [3], values: [1] }],
    ['twice', { rows: [1, 1], values: [1, 1] }],
    ['without a value', { rows: [1, 2], values: [1] }],
  ])('that names a row %s is refused with its place', (_, paused) => {
    expect(errorOf(paused)).toBe(
      'app.json: $.threads[0].contexts.paused names other rows than the 3 of its table, or not in ' +
        'order; the profile is damaged, save it again',
    );
  });

  it.each([
    ['of no known form', 'zeros'],
    ['without rows', { values: [1] }],
    ['of another length', [0, 1]],
    ['with a hole', [0, null, 1]],
  ])('%s is refused', (_, paused) => {
    expect(errorOf(paused)).toMatch(/^app\.json: \$\.threads\[0\]\.contexts\.paused/);
  });
});
