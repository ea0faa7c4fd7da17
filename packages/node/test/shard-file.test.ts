import { profiler, type Profile } from '@coroscope/runtime';
import { decodeShard, encodeShard } from '../src/run-directory/shard-file.js';

/** A profile whose call trees have these columns. */
function withColumns(...tables: Record<string, number[]>[]): Profile {
  const profile = profiler.snapshot();
  const [thread] = profile.threads;
  const threads = tables.map((contexts) => ({ ...thread, contexts }));
  return { ...profile, threads } as unknown as Profile;
}

/** What a column was, where it is that of one number for all rows. */
const decoded = (profile: Profile) => decodeShard(encodeShard(profile)) as Profile;

it('gives back every number as it was', () => {
  const contexts = {
    parent: [-1, 0, 1],
    calls: [0, 2 ** 31 - 1, -(2 ** 31)],
    more: [0, 2 ** 31, 2 ** 53],
    self: [0.1, -1e-9, 1e300],
    mixed: [1, 1.5, 1],
  };
  const profile = withColumns(contexts, { parent: [-1, 0], self: [3, 4] });
  expect(decoded(profile)).toEqual(profile);
});

it('keeps a column of one number as that, as documents may', () => {
  const { threads } = decoded(
    withColumns({ parent: [-1, 0, 0], live: [0, 0, 0], self: [0.5, 0.5, 0.5] }),
  );
  expect(threads[0].contexts).toEqual({ parent: [-1, 0, 0], live: 0, self: 0.5 });
});

it('keeps what rows are about row by row', () => {
  const profile = withColumns({ parent: [-1], function: [-1], calls: [] });
  expect(decoded(profile)).toEqual(profile);
});

it('reads a file from any place in memory', () => {
  const profile = withColumns({ parent: [-1, 0], self: [0.25, 0.75] });
  const file = encodeShard(profile);
  const memory = Buffer.alloc(file.length + 3);
  memory.set(file, 3);
  expect(decodeShard(memory.subarray(3))).toEqual(profile);
});

it('refuses a file that is cut off, or no shard', () => {
  const file = encodeShard(withColumns({ parent: [-1, 0], self: [0.25, 0.75] }));
  for (const length of [0, 3, 100, file.length - 1]) {
    expect(() => decodeShard(file.slice(0, length))).toThrow('is no shard, or damaged');
  }
  expect(() => decodeShard(Buffer.from('{"format":"coroscope-profile"}'))).toThrow(
    'is no shard, or damaged',
  );
});
