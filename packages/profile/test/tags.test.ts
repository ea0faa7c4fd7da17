import {
  callTree,
  compensate,
  functionTable,
  mergeProfiles,
  mergeTags,
  onlyTag,
  readProfile,
  siteTable,
  tagTable,
  totals,
  type Profile,
} from '../src/index.js';
import { buildProfile } from './build-profile.js';

/**
 * Two requests at once, each handled for 10 ms, of which 4 in a query that then waits for 100 ms.
 * The server around them takes 5 ms to set them off.
 */
function twoRequests(): Profile {
  const request = {
    peak: 2,
    contexts: [
      {
        of: 'handle',
        calls: 1,
        suspensions: 1,
        self: 6,
        onStack: 10,
        awaiting: 100,
        children: [
          {
            of: 'query',
            calls: 1,
            suspensions: 1,
            self: 4,
            onStack: 4,
            awaiting: 100,
            external: 100,
          },
        ],
      },
    ],
    functions: {
      handle: { onStack: 10, span: 110, peak: 1, longest: 110, life: { first: 66, counts: [1] } },
      query: { onStack: 4, span: 104, peak: 1 },
    },
    sites: {
      read: {
        suspended: 1,
        resumed: 1,
        waiting: 100,
        longest: 100,
        histogram: { first: 66, counts: [1] },
      },
    },
  };
  return buildProfile({
    elapsed: 200,
    names: { serve: {}, handle: { kind: 'async' }, query: { kind: 'async' } },
    places: { read: { of: 'query', line: 9 } },
    threads: [
      {
        elapsed: 200,
        offStack: 175,
        contexts: [{ of: 'serve', calls: 1, self: 5, onStack: 25 }],
        functions: { serve: { onStack: 25, span: 25, peak: 1 } },
        stretches: [{ start: 0, duration: 25, context: 1, heaviest: 1 }],
      },
      { ...request, id: 0, tag: 'a', elapsed: 200 },
      {
        ...request,
        id: 0,
        tag: 'b',
        elapsed: 200,
        stretches: [{ start: 150, duration: 40, context: 1, heaviest: 2 }],
      },
    ],
  });
}

it('are part of a valid profile', () => {
  const profile = twoRequests();
  expect(readProfile(JSON.stringify(profile), 'tags')).toEqual(profile);
});

describe('the table of tags', () => {
  it('has the figures of each, and those of what had none last', () => {
    const request = {
      calls: 2,
      suspensions: 2,
      live: 0,
      self: 10,
      awaiting: 100,
      external: 100,
      total: 110,
    };
    expect(tagTable(twoRequests())).toEqual([
      { tag: 'a', ...request },
      { tag: 'b', ...request },
      {
        tag: undefined,
        calls: 1,
        suspensions: 0,
        live: 0,
        self: 5,
        awaiting: 0,
        external: 0,
        total: 5,
      },
    ]);
  });

  it('adds up the threads', () => {
    const merged = mergeProfiles([twoRequests(), twoRequests()]);
    expect(tagTable(merged).map(({ tag, calls, self }) => [tag, calls, self])).toEqual([
      ['a', 4, 20],
      ['b', 4, 20],
      [undefined, 2, 10],
    ]);
  });

  it('says nothing of what had no tag where there was nothing', () => {
    const profile = twoRequests();
    expect(
      tagTable({ ...profile, threads: profile.threads.slice(1) }).map(({ tag }) => tag),
    ).toEqual(['a', 'b']);
  });
});

describe('the profile of one tag', () => {
  it('has its figures alone', () => {
    const profile = onlyTag(twoRequests(), 'b');
    expect(functionTable(profile).map(({ name, calls, total }) => [name, calls, total])).toEqual([
      ['handle', 1, 110],
      ['query', 1, 104],
    ]);
    expect(siteTable(profile).map(({ suspended, waiting }) => [suspended, waiting])).toEqual([
      [1, 100],
    ]);
    expect(totals(profile)).toMatchObject({
      elapsed: 200,
      onStack: 10,
      offStack: 190,
      awaiting: 100,
    });
    expect(callTree(profile)).toHaveLength(1);
  });

  it('is refused where there is no such tag, with those that there are', () => {
    expect(() => onlyTag(twoRequests(), 'c')).toThrow(
      'the profile: has no tag "c"; choose one of a, b',
    );
    const [untagged] = twoRequests().threads;
    expect(() => onlyTag({ ...twoRequests(), threads: [untagged] }, 'c', 'p.json')).toThrow(
      'p.json: has no tag "c"; give start() a tag function, or run with --tag-module',
    );
    const many = twoRequests().threads.flatMap((thread) =>
      Array.from({ length: 10 }, (_, i) => ({ ...thread, tag: `tag${i}` })),
    );
    expect(() => onlyTag({ ...twoRequests(), threads: many }, 'c')).toThrow(
      /tag0, tag1, .*tag7 and 2 more$/,
    );
  });
});

describe('the tags of a thread together', () => {
  it('are one thread with everything that ran on it', () => {
    const merged = mergeTags(twoRequests());
    expect(merged.threads).toHaveLength(1);
    expect(merged.threads[0]).not.toHaveProperty('tag');
    expect(readProfile(JSON.stringify(merged), 'merged')).toEqual(merged);
    const { contexts, stretches } = merged.threads[0];
    expect(contexts.self.reduce((a, b) => a + b, 0)).toBe(200);
    const [root] = callTree(merged);
    expect(root.children.map(({ calls, total }) => [calls, total])).toEqual([
      [2, 220],
      [1, 25],
    ]);
    expect(root.children[0].children).toHaveLength(1);
    const names = stretches.map(({ context, heaviest, duration }) => [
      duration,
      merged.functions[contexts.function[context]].name,
      merged.functions[contexts.function[heaviest]].name,
    ]);
    expect(names).toEqual([
      [40, 'handle', 'query'],
      [25, 'serve', 'serve'],
    ]);
  });

  it('have the same tables as each by itself', () => {
    const figures = (profile: Profile) =>
      functionTable(profile).map(
        ({ name, calls, self, onStack, awaiting, span, peak, longest, life }) => [
          name,
          calls,
          self,
          onStack,
          awaiting,
          span,
          peak,
          longest,
          life,
        ],
      );
    expect(figures(mergeTags(twoRequests()))).toEqual(figures(twoRequests()));
    expect(siteTable(mergeTags(twoRequests()))).toEqual(siteTable(twoRequests()));
    expect(totals(mergeTags(twoRequests()))).toEqual(totals(twoRequests()));
  });

  it('leave a profile without tags as it was', () => {
    const bare = buildProfile({ names: { main: {} } });
    expect(mergeTags(bare)).toBe(bare);
  });

  it('stay apart from those of another thread, in a merged profile too', () => {
    const merged = mergeProfiles([twoRequests(), twoRequests()]);
    expect(merged.threads.map(({ id, tag }) => [id, tag])).toEqual([
      [0, undefined],
      [0, 'a'],
      [0, 'b'],
      [1, undefined],
      [1, 'a'],
      [1, 'b'],
    ]);
    expect(mergeTags(merged).threads).toHaveLength(2);
  });
});

it('probes are taken off what ran under a tag, and off the time with nothing on stack once', () => {
  const profile = twoRequests();
  const none = { inside: 0, outside: 0 };
  const probeCosts = {
    call: none,
    count: none,
    coroutine: { inside: 1, outside: 0.5 },
    suspension: { inside: 0.25, outside: 2 },
  };
  const compensated = compensate({
    ...profile,
    threads: profile.threads.map((thread) => ({ ...thread, probeCosts })),
  });
  // Of each request: handle 6 - 1 - 0.25 - 0.5 around the query, query 4 - 1 - 0.25.
  for (const tag of ['a', 'b']) {
    const rows = functionTable(onlyTag(compensated, tag));
    expect(rows.map(({ self, awaiting }) => [self, awaiting])).toEqual([
      [4.25, 98],
      [2.75, 98],
    ]);
  }
  // Around each handle 0.5, and 2 in each of its two waits.
  const [untagged] = compensated.threads;
  expect(untagged.contexts.self[0]).toBe(175 - 2 * (0.5 + 2 * 2));
  const taken = 9 + 2 * (1.75 + 1.25);
  expect(compensated.elapsed).toBe(200 - taken);
  expect(compensated.threads.map(({ elapsed }) => elapsed)).toEqual(Array(3).fill(200 - taken));
});
