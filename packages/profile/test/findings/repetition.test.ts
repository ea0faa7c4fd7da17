import { findings } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

type ProfileSpec = Parameters<typeof buildProfile>[0];

const NAMES = {
  resolvePosts: { kind: 'async' as const, line: 3 },
  '<map>': {},
  query: { kind: 'async' as const, line: 2 },
};

/** Each call of `resolvePosts` makes as many of `query` at once, by a callback. */
const parallel = (perCall: number): ProfileSpec => ({
  elapsed: 100,
  idle: 80,
  names: NAMES,
  contexts: [
    {
      of: 'resolvePosts',
      calls: 4,
      awaiting: 24,
      children: [
        {
          of: '<map>',
          calls: 4 * perCall,
          children: [
            { of: 'query', calls: 4 * perCall, awaiting: 20 * perCall, external: 20 * perCall },
          ],
        },
      ],
    },
  ],
  functions: {
    resolvePosts: { span: 24, idle: 21 },
    query: { span: 22, idle: 20, peak: perCall },
  },
});

describe('a function that is called again and again for each call of another', () => {
  it('is a repetition, in parallel and through callbacks, too', () => {
    expect(findings(buildProfile(parallel(50)))).toEqual([
      {
        kind: 'repeated-calls',
        function: 2,
        sites: [],
        cost: 20,
        caller: 0,
        calls: 200,
        perCall: 50,
        peak: 50,
        isBurst: false,
        title: 'query called 50 times for each call of resolvePosts',
        text:
          'query at main.ts:2 is called 50 times for each call of resolvePosts, 200 times in all, ' +
          'up to 50 at once. If one call could do for all of them, most of the 20 ms in which they ' +
          'waited, and what they cost others, would be saved.',
      },
    ]);
  });

  it('may be all that there is to do where the other is called once', () => {
    const spec = parallel(50);
    const [resolve] = spec.contexts!;
    resolve.calls = 1;
    resolve.children![0].children![0].calls = 12;
    // What has no such condition comes first, however little it costs.
    spec.names = { ...NAMES, pages: { kind: 'async' }, page: { kind: 'async' } };
    spec.contexts!.push({
      of: 'pages',
      calls: 4,
      awaiting: 20,
      children: [{ of: 'page', calls: 40, awaiting: 50, external: 50 }],
    });
    spec.functions!.pages = { span: 20, idle: 20 };
    spec.functions!.page = { span: 5, idle: 5, peak: 10 };
    const [first, second] = findings(buildProfile(spec));
    expect(first).toMatchObject({ title: 'page called 10 times for each call of pages', cost: 5 });
    expect(second.title).toBe('query called 12 times by resolvePosts');
    expect(second.text).toContain(
      'query at main.ts:2 was called 12 times by one call of resolvePosts, up to 50 at once. If one ' +
        'call could do for all of them, most of the 20 ms',
    );
  });

  it('might as well run in parallel where it never does', () => {
    const spec = parallel(50);
    spec.functions!.query.peak = 1;
    expect(findings(buildProfile(spec))[0].text).toContain(
      '200 times in all, never two at a time. If one call could do for all of them, or several ' +
        'could run at once, most of the 20 ms',
    );
  });

  it('is none with few calls', () => {
    expect(findings(buildProfile(parallel(9)))).toEqual([]);
  });

  it('is none if it waits for nothing outside itself', () => {
    const spec = parallel(50);
    const [resolve] = spec.contexts!;
    resolve.children![0].children![0].external = 0;
    expect(findings(buildProfile(spec))).toEqual([]);
  });

  /** Each call of `query` awaits calls of `send`, which are what waits for the outside. */
  const throughWrapper = (sent: number) => {
    const spec = parallel(50);
    const [query] = spec.contexts![0].children![0].children!;
    query.external = 0;
    query.children = [{ of: 'send', calls: 200 * sent, awaiting: 1000, external: 1000 }];
    spec.names = { ...NAMES, send: { kind: 'async', line: 1 } };
    spec.functions!.send = { span: 22, idle: 20, peak: 50 };
    return findings(buildProfile(spec)).map(({ title }) => title);
  };

  it('is one, too, if it only wraps the function that waits', () => {
    expect(throughWrapper(1)).toEqual(['query called 50 times for each call of resolvePosts']);
  });

  it('is none if it makes one call after another', () => {
    expect(throughWrapper(3)).toEqual([]);
  });

  it('is said once where the caller waits for each in a loop', () => {
    const found = findings(
      buildProfile({
        elapsed: 1000,
        idle: 900,
        names: NAMES,
        places: { each: { of: 'resolvePosts', line: 4, inLoop: true } },
        contexts: [
          {
            of: 'resolvePosts',
            calls: 2,
            awaiting: 500,
            children: [{ of: 'query', calls: 100, awaiting: 500, external: 500 }],
          },
        ],
        functions: { resolvePosts: { span: 500 }, query: { span: 500 } },
        sites: { each: { suspended: 100, resumed: 100, waiting: 500 } },
        sequences: [['each', 'each', 98, 480]],
      }),
    );
    expect(found.map(({ kind }) => kind)).toEqual(['await-in-loop']);
  });
});

describe('a function that a library calls again and again upon another one', () => {
  /** `posts` was called for each request, and `author` upon it, outside of any call of ours. */
  const resolvers = (requests: number, followed = 50 * requests) => {
    const profile = buildProfile({
      elapsed: 100,
      idle: 80,
      names: {
        request: { kind: 'async' as const },
        posts: { kind: 'async' as const, line: 3 },
        author: {},
        query: { kind: 'async' as const, line: 2 },
      },
      contexts: [
        {
          of: 'request',
          calls: requests,
          children: [{ of: 'posts', calls: requests, awaiting: 4, external: 4 }],
        },
        {
          of: 'author',
          calls: 50 * requests,
          children: [{ of: 'query', calls: 50 * requests, awaiting: 1000, external: 1000 }],
        },
      ],
      functions: { query: { span: 22, idle: 20, peak: 50 } },
    });
    profile.threads[0].bursts = { before: [2], after: [3], count: [requests], calls: [followed] };
    return profile;
  };

  it('is a repetition, through its own callbacks, too', () => {
    const [first] = findings(resolvers(4));
    expect(first).toMatchObject({
      kind: 'repeated-calls',
      function: 3,
      caller: 1,
      calls: 200,
      perCall: 50,
      cost: 20,
      isBurst: true,
      title: 'query called 50 times for each call of posts',
    });
    expect(first.text).toBe(
      'query at main.ts:2 is called 50 times by a library for each call of posts, 200 times in all, up ' +
        'to 50 at once. If one call could do for all of them, most of the 20 ms in which they waited, ' +
        'and what they cost others, would be saved.',
    );
  });

  it('may be all that there is to do upon a single call', () => {
    const [first] = findings(resolvers(1));
    expect(first.title).toBe('query called 50 times upon posts');
    expect(first.text).toContain('was called 50 times by a library upon one call of posts, up to');
  });

  it('is none where other calls come without that one', () => {
    const kinds = findings(resolvers(4, 150)).map(({ kind }) => kind);
    expect(kinds).not.toContain('repeated-calls');
  });

  it('is found when tags are put together, and not looked for where bursts are unknown', () => {
    const profile = resolvers(4);
    const tagged = { ...profile.threads[0], tag: 'a' };
    const none = { before: [], after: [], count: [], calls: [] };
    const untagged = buildProfile({ names: {}, idle: 80, elapsed: 100 }).threads[0];
    const merged = { ...profile, threads: [{ ...untagged, bursts: none }, tagged] };
    expect(findings(merged).map(({ kind }) => kind)).toContain('repeated-calls');
    delete profile.threads[0].bursts;
    expect(findings(profile).map(({ kind }) => kind)).not.toContain('repeated-calls');
  });
});

describe('calls of which never two are alive at a time', () => {
  const queue = (spec: ProfileSpec = {}): ProfileSpec => ({
    elapsed: 1000,
    idle: 900,
    names: { handle: { kind: 'async', line: 4 } },
    contexts: [{ of: 'handle', calls: 40, awaiting: 800, external: 800 }],
    functions: {
      handle: { span: 820, idle: 790, peak: 1, longest: 30, life: { first: 900, counts: [40] } },
    },
    ...spec,
  });

  it('are a finding if they wait for most of the time', () => {
    const [finding] = findings(buildProfile(queue()));
    // What is left is at least the longest of them.
    expect(finding).toMatchObject({ kind: 'never-parallel', cost: 760, calls: 40 });
    expect(finding.text).toBe(
      'handle at main.ts:4 was called 40 times, never two at a time, and waited for most of the ' +
        'time. If the calls do not depend on each other, overlapping them could save 760 ms at most.',
    );
  });

  it.each([
    ['two were alive at once', { functions: { handle: { span: 820, idle: 790, peak: 2 } } }],
    ['they take little of the time', { elapsed: 2000 }],
    ['they wait for the thread', { functions: { handle: { span: 820, idle: 40, peak: 1 } } }],
    ['there are few', { contexts: [{ of: 'handle', calls: 9, awaiting: 800, external: 800 }] }],
    [
      'one call makes them, one after another',
      {
        names: { main: { kind: 'async' as const }, handle: { kind: 'async' as const } },
        contexts: [
          {
            of: 'main',
            calls: 1,
            children: [{ of: 'handle', calls: 40, awaiting: 800, external: 800 }],
          },
        ],
      },
    ],
  ])('are none where %s', (_, spec) => {
    const kinds = findings(buildProfile(queue(spec))).map(({ kind }) => kind);
    expect(kinds).not.toContain('never-parallel');
  });
});
