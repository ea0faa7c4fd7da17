import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  callTree,
  functionTable,
  mergeProfiles,
  mergeTags,
  readProfile,
  siteTable,
  tagTable,
  totals,
  writeProfile,
} from '../../src/index.js';

// Each was saved by the release that its name says.
const directory = join(__dirname, '../fixtures');
const fixtures = readdirSync(directory).filter((file) => file.endsWith('.json'));

function read(fixture: string) {
  const text = readFileSync(join(directory, fixture), 'utf8');
  return { text, profile: readProfile(text, fixture) };
}

describe.each(fixtures)('%s', (fixture) => {
  const { text, profile } = read(fixture);

  it('is read as a profile of this version, and again once it is saved as one', () => {
    expect((JSON.parse(text) as { version: number }).version).toBe(1);
    expect(profile.version).toBe(2);
    expect(readProfile(JSON.stringify(profile), fixture)).toEqual(profile);
    const saved = writeProfile(profile);
    expect((JSON.parse(saved) as { version: number }).version).toBe(3);
    expect(writeProfile(readProfile(saved, fixture))).toBe(saved);
  });

  it('lacks the figures that were not measured, in all tables', () => {
    expect(totals(profile)).toMatchObject({ idle: undefined, elsewhere: undefined });
    const unknown = { outside: undefined, contended: undefined };
    for (const row of functionTable(profile)) {
      expect(row).toMatchObject({ ...unknown, undecided: undefined, idle: undefined });
    }
    for (const row of siteTable(profile)) expect(row).toMatchObject(unknown);
    for (const row of tagTable(profile)) expect(row).toMatchObject(unknown);
    for (const root of callTree(profile)) expect(root).toMatchObject({ blame: undefined });
  });

  it('keeps what was measured when it is merged', () => {
    const merged = mergeTags(mergeProfiles([profile, profile]));
    expect(merged.threads.every((thread) => !('outside' in thread.contexts))).toBe(true);
    expect(totals(merged).calls).toBe(2 * totals(profile).calls);
  });
});

test('waits counted in four buckets to a doubling have percentiles as of these', () => {
  const { profile } = read('profile-0.1.0-wall.json');
  const rows = siteTable(profile).filter(({ p50, histogram }) => p50 && histogram.subBuckets === 4);
  expect(rows.length).toBeGreaterThan(0);
  for (const { p50, p99, longest } of rows) {
    expect(p50).toBeLessThanOrEqual(p99!);
    expect(p99).toBeLessThanOrEqual(longest!);
  }
  // Queries of 4 and 5 ms on three threads: none took less.
  const query = rows.find(({ functionName }) => functionName === 'query')!;
  expect(query.p50).toBeGreaterThan(3.5);
});
