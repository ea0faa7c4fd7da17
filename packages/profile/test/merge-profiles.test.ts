import { functionTable, mergeProfiles, readProfile, siteTable } from '../src/index.js';
import { buildProfile } from './build-profile.js';
import { referenceExample } from './reference-example.js';

describe('merging profiles', () => {
  it('leaves a single one as it was', () => {
    expect(mergeProfiles([referenceExample()])).toEqual(referenceExample());
  });

  it('gives a valid profile with the threads of all', () => {
    const merged = mergeProfiles([referenceExample(), referenceExample()]);
    expect(readProfile(JSON.stringify(merged), 'merged')).toEqual(merged);
    expect(merged.threads.map(({ id }) => id)).toEqual([0, 1]);
  });

  it('says when each thread started, by the clock of the machine', () => {
    const at = (monotonic: number | undefined, name: string) => {
      const profile = referenceExample();
      const [thread] = profile.threads;
      return { ...profile, monotonic, threads: [{ ...thread, name }] };
    };
    const { threads, monotonic } = mergeProfiles([
      at(5000.5, 'main'),
      at(5030.75, 'worker'),
      mergeProfiles([at(4990.5, 'earlier'), at(6990.5, 'later')]),
      at(undefined, 'of a browser'),
    ]);
    expect(monotonic).toBe(5000.5);
    expect(threads.map(({ name, start }) => [name, start])).toEqual([
      ['main', undefined],
      ['worker', 30.25],
      ['earlier', -10],
      ['later', 1990],
      ['of a browser', undefined],
    ]);
  });

  it('lists the processes of all', () => {
    const of = (id: number) => ({
      ...referenceExample(),
      processes: [{ id, arguments: [`${id}`] }],
    });
    const merged = mergeProfiles([of(1), referenceExample(), of(2)]);
    expect(merged.processes?.map(({ id }) => id)).toEqual([1, 2]);
    expect(mergeProfiles([referenceExample()])).not.toHaveProperty('processes');
  });

  it('states the coarsest of the clocks', () => {
    const withResolution = (resolution: number) => {
      const profile = referenceExample();
      return { ...profile, clock: { ...profile.clock, resolution } };
    };
    const merged = mergeProfiles([0.001, 0.1, 0.005].map(withResolution));
    expect(merged.clock.resolution).toBe(0.1);
    expect(readProfile(JSON.stringify(merged), 'merged').clock.resolution).toBe(0.1);
  });

  it('makes one of what is the same, so that figures add up', () => {
    const merged = mergeProfiles([referenceExample(), referenceExample()]);
    expect(functionTable(merged).map(({ name, calls, total }) => [name, calls, total])).toEqual([
      ['foo', 2, 8000],
      ['burnAsyncIo', 4, 4000],
      ['burnIo', 2, 2000],
      ['burnCpu', 2, 2000],
    ]);
    expect(siteTable(merged).map(({ line, suspended }) => [line, suspended])).toEqual([
      [3, 2],
      [5, 2],
      [8, 4],
    ]);
  });

  it('keeps the dependences of all', () => {
    const withDependence = (dependsOn: number[]) => {
      const profile = referenceExample();
      profile.sites[1].dependsOn = dependsOn;
      return profile;
    };
    // What one run has not reached, it does not name.
    const merged = mergeProfiles([withDependence([0]), referenceExample(), withDependence([0, 2])]);
    expect(merged.sites.map(({ dependsOn }) => dependsOn)).toEqual([undefined, [0, 2], undefined]);
  });

  it('numbers anew what stood at other places', () => {
    const first = buildProfile({
      names: { only: { file: 'a.ts' }, shared: { kind: 'async', file: 'b.ts', line: 7 } },
      places: { here: { of: 'shared', line: 8 } },
    });
    const second = buildProfile({
      elapsed: 2000,
      names: { other: { file: 'c.ts' }, shared: { kind: 'async', file: 'b.ts', line: 7 } },
      places: { there: { of: 'shared', line: 9 }, here: { of: 'shared', line: 8 } },
      contexts: [{ of: 'other', children: [{ of: 'shared', calls: 1 }] }],
      functions: { other: {}, shared: {} },
      sites: { there: { suspended: 1 }, here: { suspended: 2 } },
      sequences: [['there', 'here', 1, 0]],
    });
    const merged = mergeProfiles([first, second]);
    expect(merged.elapsed).toBe(2000);
    expect(merged.files.map(({ path }) => path)).toEqual(['a.ts', 'b.ts', 'c.ts']);
    expect(merged.functions.map(({ name, file }) => [name, file])).toEqual([
      ['only', 0],
      ['shared', 1],
      ['other', 2],
    ]);
    expect(merged.sites.map(({ line, function: owner }) => [line, owner])).toEqual([
      [8, 1],
      [9, 1],
    ]);
    const [, thread] = merged.threads;
    expect(thread.contexts.function).toEqual([-1, 2, 1]);
    expect(thread.functions.function).toEqual([2, 1]);
    expect(thread.sites.site).toEqual([1, 0]);
    expect([thread.sequences.before, thread.sequences.after]).toEqual([[1], [0]]);
  });

  it('keeps apart what one profile keeps apart', () => {
    const twice = buildProfile({ names: { a: { line: 1 }, b: { line: 1 } } });
    twice.functions[1].name = 'a';
    expect(mergeProfiles([twice, twice]).functions).toEqual(twice.functions);
  });

  it('joins the lines of a file, and notes once', () => {
    const withLine = (line: string) => {
      const profile = buildProfile({ names: { f: {} } });
      profile.files[0].lines = { [line]: `line ${line}` };
      profile.notes.push('the clock failed', `note ${line}`);
      return profile;
    };
    const bare = buildProfile({ names: { f: {} } });
    const merged = mergeProfiles([bare, withLine('1'), bare, withLine('2')]);
    expect(merged.files).toEqual([{ path: 'main.ts', lines: { 1: 'line 1', 2: 'line 2' } }]);
    expect(merged.notes).toEqual(['the clock failed', 'note 1', 'note 2']);
  });

  it('leaves its input untouched', () => {
    const [a, b] = [referenceExample(), referenceExample()];
    b.files[0].lines = { 2: 'more' };
    const before = structuredClone([a, b]);
    mergeProfiles([a, b]);
    expect([a, b]).toEqual(before);
  });

  it('refuses clocks that do not add up, and nothing at all', () => {
    const cpu = referenceExample();
    cpu.clock.kind = 'cpu';
    expect(() => mergeProfiles([referenceExample(), cpu])).toThrow(
      'merge: a wall and a cpu clock do not add up; merge profiles of one clock',
    );
    expect(() => mergeProfiles([])).toThrow('there is no profile to merge');
  });
});
