import { findings, type FindingWording, type Profile } from '../../src/index.js';
import { idleProfile as buildProfile } from './idle-profile.js';
import { referenceExample } from '../reference-example.js';

const kinds = (profile: Profile) => findings(profile).map(({ kind }) => kind);
const texts = (profile: Profile) => findings(profile).map(({ text }) => text);

describe('the findings', () => {
  it('of the reference example are its two awaits in sequence and what blocks', () => {
    const found = findings(referenceExample());
    expect(found).toEqual([
      {
        kind: 'sequential-awaits',
        function: 0,
        sites: [0, 1],
        cost: 1000,
        times: 1,
        calls: 1,
        mayBeOrdered: false,
        title: '2 awaits of foo one after another',
        text:
          '2 awaits of foo ran one after another at main.ts:3 and 5. If they do not depend on ' +
          'each other, overlapping them could save 1 s at most.',
      },
      {
        kind: 'blocked-event-loop',
        function: 0,
        sites: [],
        cost: 1000,
        thread: 0,
        blame: undefined,
        tasks: 2,
        longest: { start: 0, duration: 1000, cpu: undefined, path: [0, 3] },
        title: 'foo held the event loop',
        text:
          'foo at main.ts:1 held the event loop for 1 s without a break, 0 ms after the start, ' +
          'the longest of 2 such tasks, most of it in burnCpu at main.ts:13.',
      },
    ]);
  });

  it('are none for a program that did nothing', () => {
    expect(findings(buildProfile({}))).toEqual([]);
  });

  it('come with what hangs first, then with the largest cost first, with paused generators last', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' }, g: { kind: 'generator' } },
      places: {
        a: { of: 'f', line: 2 },
        b: { of: 'f', line: 3 },
        c: { of: 'f', line: 5, inLoop: true },
        d: { of: 'g', line: 8, kind: 'yield' },
      },
      contexts: [{ of: 'f', calls: 1, live: 1 }],
      sites: { c: { live: 1 }, d: { live: 1 } },
      sequences: [
        ['a', 'b', 1, 30],
        ['c', 'c', 9, 50],
      ],
      stretches: [{ start: 0, duration: 40, context: 1, heaviest: 1 }],
    });
    expect(kinds(profile)).toEqual([
      'unsettled-await',
      'await-in-loop',
      'blocked-event-loop',
      'sequential-awaits',
      'paused-generator',
    ]);
  });

  it('can be worded by the report', () => {
    const wording: FindingWording = {
      time: (milliseconds) => `<${milliseconds}>`,
      location: (path, line) => `[${path} ${line}]`,
    };
    expect(findings(referenceExample(), { wording })[0].text).toBe(
      '2 awaits of foo ran one after another at [main.ts 3] and 5. If they do not depend on ' +
        'each other, overlapping them could save <1000> at most.',
    );
  });

  it.each([
    ['1 % of a long window', 1000, 9.9, 10],
    ['1 ms of a short one', 20, 0.9, 1],
  ])('leave out what costs less than %s', (_, elapsed, below, enough) => {
    const costing = (cost: number) =>
      buildProfile({
        elapsed,
        names: { f: { kind: 'async' } },
        places: { a: { of: 'f', line: 2 }, b: { of: 'f', line: 3 } },
        contexts: [{ of: 'f', calls: 1 }],
        sequences: [['a', 'b', 1, cost]],
      });
    expect(kinds(costing(below))).toEqual([]);
    expect(kinds(costing(enough))).toEqual(['sequential-awaits']);
  });
});

describe('awaits in sequence', () => {
  it('are one finding for a function, with the savings of its pairs', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' }, g: { kind: 'async' } },
      places: {
        a: { of: 'f', line: 2 },
        b: { of: 'f', line: 3 },
        c: { of: 'f', line: 4 },
        x: { of: 'g', line: 7 },
        y: { of: 'g', line: 8 },
      },
      contexts: [
        { of: 'f', calls: 6 },
        { of: 'g', calls: 1, carriedIn: 1 },
      ],
      sequences: [
        ['x', 'y', 2, 25],
        ['b', 'c', 4, 20],
        ['a', 'b', 6, 10],
      ],
    });
    expect(findings(profile)).toMatchObject([
      { kind: 'sequential-awaits', function: 0, sites: [0, 1, 2], cost: 30, times: 6, calls: 6 },
      { kind: 'sequential-awaits', function: 1, sites: [3, 4], cost: 25, times: 2, calls: 2 },
    ]);
    expect(texts(profile)[0]).toBe(
      '3 awaits of f ran one after another at main.ts:2, 3 and 4, 6 times. If they do not depend ' +
        'on each other, overlapping them could save 30 ms at most, 5 ms for each of 6 calls.',
    );
  });

  it('name a line once', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: { a: { of: 'f', line: 2 }, b: { of: 'f', line: 2 } },
      sequences: [['a', 'b', 1, 100]],
    });
    expect(texts(profile)[0]).toMatch(/^2 awaits of f ran one after another at main\.ts:2\. If/);
  });

  it('do not blame what could not start earlier', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' }, g: { kind: 'asyncGenerator' } },
      places: {
        a: { of: 'f', line: 2 },
        forAwait: { of: 'f', line: 3, kind: 'for await' },
        using: { of: 'f', line: 4, kind: 'await using' },
        b: { of: 'g', line: 7 },
        yield: { of: 'g', line: 8, kind: 'yield' },
      },
      sequences: [
        ['a', 'forAwait', 1, 100],
        ['a', 'using', 1, 100],
        ['b', 'yield', 1, 100],
        ['forAwait', 'forAwait', 1, 100],
      ],
    });
    expect(kinds(profile)).toEqual([]);
  });

  it('include a returned promise', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: { a: { of: 'f', line: 2 }, b: { of: 'f', line: 3, kind: 'return' } },
      sequences: [['a', 'b', 1, 100]],
    });
    expect(kinds(profile)).toEqual(['sequential-awaits']);
  });
});

describe('an await in a loop', () => {
  it('is reported by one that follows itself', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: { a: { of: 'f', line: 3, inLoop: true } },
      contexts: [{ of: 'f', calls: 2 }],
      sites: { a: { suspended: 1200, resumed: 1200 } },
      sequences: [['a', 'a', 10, 90]],
    });
    expect(findings(profile)).toMatchObject([
      { kind: 'await-in-loop', function: 0, sites: [0], cost: 90, times: 1200, calls: 2 },
    ]);
    expect(texts(profile)).toEqual([
      'An await in a loop of f at main.ts:3 waited 1,200 times, one after another. If the ' +
        'iterations do not depend on each other, overlapping them could save 90 ms at most, ' +
        '45 ms for each of 2 calls.',
    ]);
  });

  it('is reported by several that go around, apart from the awaits before and after', () => {
    // before; for (…) { first; second; third; } after
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: {
        before: { of: 'f', line: 2 },
        first: { of: 'f', line: 4, inLoop: true },
        second: { of: 'f', line: 5, inLoop: true },
        third: { of: 'f', line: 6, inLoop: true },
        after: { of: 'f', line: 8 },
      },
      contexts: [{ of: 'f', calls: 1 }],
      sites: { first: { suspended: 5 }, second: { suspended: 5 }, third: { suspended: 5 } },
      sequences: [
        ['before', 'first', 1, 10],
        ['first', 'second', 5, 50],
        ['second', 'third', 5, 50],
        ['third', 'first', 4, 40],
        ['third', 'after', 1, 10],
      ],
    });
    expect(findings(profile)).toMatchObject([
      { kind: 'await-in-loop', sites: [1, 2, 3], cost: 140, times: 5 },
      { kind: 'sequential-awaits', sites: [0, 1, 3, 4], cost: 20, times: 1 },
    ]);
    expect(texts(profile)[0]).toMatch(
      /^Awaits in a loop of f at main\.ts:4, 5 and 6 waited 5 times/,
    );
  });

  it('is one finding for loops within each other, and two for two loops', () => {
    // for (…) { outer; for (…) inner; }  for (…) { left; right; }
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: {
        outer: { of: 'f', line: 3, inLoop: true },
        inner: { of: 'f', line: 4, inLoop: true },
        left: { of: 'f', line: 6, inLoop: true },
        right: { of: 'f', line: 7, inLoop: true },
      },
      sequences: [
        ['outer', 'inner', 3, 30],
        ['inner', 'inner', 6, 60],
        ['inner', 'outer', 2, 20],
        ['inner', 'left', 1, 10],
        ['left', 'right', 3, 30],
        ['right', 'left', 2, 20],
      ],
    });
    expect(findings(profile)).toMatchObject([
      { kind: 'await-in-loop', sites: [0, 1], cost: 110 },
      { kind: 'await-in-loop', sites: [2, 3], cost: 50 },
      { kind: 'sequential-awaits', sites: [1, 2], cost: 10 },
    ]);
  });

  it('is not told by a loop that nobody went around', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: { a: { of: 'f', line: 3, inLoop: true }, b: { of: 'f', line: 4, inLoop: true } },
      sequences: [['a', 'b', 1, 100]],
    });
    expect(kinds(profile)).toEqual(['sequential-awaits']);
  });

  it('knows the loop of a for await by its steps', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: {
        step: { of: 'f', line: 2, kind: 'for await' },
        body: { of: 'f', line: 3, inLoop: true },
      },
      sites: { body: { suspended: 8 } },
      sequences: [
        ['step', 'body', 8, 80],
        ['body', 'step', 8, 75],
      ],
    });
    expect(findings(profile)).toMatchObject([
      { kind: 'await-in-loop', sites: [1], cost: 80, times: 8 },
    ]);
  });

  it('goes by the place in the source, not by the order in the document', () => {
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: { second: { of: 'f', line: 9 }, first: { of: 'f', line: 4 } },
      sequences: [['first', 'second', 1, 100]],
    });
    expect(findings(profile)).toMatchObject([{ kind: 'sequential-awaits', sites: [1, 0] }]);
  });

  it('is none where an await stands in the argument of another', () => {
    // await send(await load()): the inner one comes later in the source, and waits first.
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: { outer: { of: 'f', line: 3 }, inner: { of: 'f', line: 4 } },
      sequences: [['inner', 'outer', 1, 100]],
    });
    expect(findings(profile)).toMatchObject([{ kind: 'sequential-awaits', sites: [0, 1] }]);
  });

  it('adds the threads up', () => {
    const thread = {
      sites: { a: { suspended: 5 } },
      sequences: [['a', 'a', 4, 40]] as [string, string, number, number][],
    };
    const profile = buildProfile({
      names: { f: { kind: 'async' } },
      places: { a: { of: 'f', line: 3, inLoop: true } },
      threads: [thread, thread],
    });
    expect(findings(profile)).toMatchObject([{ kind: 'await-in-loop', cost: 80, times: 10 }]);
  });
});

describe('what blocked the event loop', () => {
  it('is the longest stretch of each function at the bottom of the stack', () => {
    const profile = buildProfile({
      elapsed: 2000,
      names: { '<module>': { kind: 'module' }, handle: {}, parse: {} },
      contexts: [
        { of: '<module>', calls: 1 },
        { of: 'handle', calls: 9, children: [{ of: 'parse', calls: 9 }] },
      ],
      stretches: [
        { start: 1500, duration: 300, context: 2, heaviest: 3 },
        { start: 900, duration: 200, context: 2, heaviest: 2 },
        { start: 0, duration: 100, context: 1, heaviest: 1 },
        { start: 100, duration: 50, context: 2, heaviest: 2 },
        { start: 400, duration: 10, context: 2, heaviest: 2 },
      ],
    });
    expect(findings(profile)).toMatchObject([
      {
        kind: 'blocked-event-loop',
        function: 1,
        cost: 300,
        tasks: 3,
        longest: { start: 1500, path: [1, 2] },
      },
      {
        kind: 'blocked-event-loop',
        function: 0,
        cost: 100,
        tasks: 1,
        longest: { start: 0, path: [0] },
      },
    ]);
    expect(texts(profile)).toEqual([
      'handle at main.ts:2 held the event loop for 300 ms without a break, 1.5 s after the start, ' +
        'the longest of 3 such tasks, most of it in parse at main.ts:3.',
      '<module> at main.ts:1 held the event loop for 100 ms without a break, 0 ms after the start.',
    ]);
  });

  it('says on which thread, where there are several', () => {
    const thread = { contexts: [{ of: 'work', calls: 1 }] };
    const profile = buildProfile({
      names: { work: {} },
      threads: [
        thread,
        { ...thread, stretches: [{ start: 5, duration: 500, context: 1, heaviest: 1 }] },
      ],
    });
    expect(findings(profile)).toMatchObject([{ thread: 1 }]);
    expect(texts(profile)[0]).toBe(
      'work at main.ts:1 held the event loop of worker 1 for 500 ms without a break, 5 ms after ' +
        'the start.',
    );
  });

  it('speaks of CPU time where that was the clock', () => {
    const profile = buildProfile({
      names: { work: {} },
      contexts: [{ of: 'work', calls: 1 }],
      stretches: [{ start: 5, duration: 500, context: 1, heaviest: 1 }],
    });
    profile.clock.kind = 'cpu';
    expect(texts(profile)[0]).toMatch(/held the event loop for 500 ms of CPU time without a break/);
  });

  it('leaves out what hangs off the root without a function', () => {
    const profile = buildProfile({
      stretches: [{ start: 0, duration: 500, context: 0, heaviest: 0 }],
    });
    expect(findings(profile)).toEqual([]);
  });
});

describe('what never settled', () => {
  it('is reported where it is innermost, with what waits for it', () => {
    // main waits for three loads, each of which waits for a promise that nobody settles.
    const profile = buildProfile({
      names: { main: { kind: 'async' }, load: { kind: 'async' } },
      places: { all: { of: 'main', line: 2 }, socket: { of: 'load', line: 6 } },
      contexts: [{ of: 'main', calls: 1, live: 1, children: [{ of: 'load', calls: 5, live: 3 }] }],
      sites: { all: { suspended: 1, live: 1 }, socket: { suspended: 5, resumed: 2, live: 3 } },
    });
    expect(findings(profile)).toMatchObject([
      { kind: 'unsettled-await', function: 1, sites: [1], activations: 3, waiting: [0] },
    ]);
    expect(texts(profile)).toEqual([
      '3 calls of load never went on from main.ts:6: what they wait for had not settled when the ' +
        'profile was read. Calls of main may hang because of that.',
    ]);
  });

  it('is innermost above a generator that is merely paused', () => {
    const profile = buildProfile({
      names: { main: { kind: 'async' }, pages: { kind: 'asyncGenerator' } },
      places: { wait: { of: 'main', line: 2 }, page: { of: 'pages', line: 6, kind: 'yield' } },
      contexts: [{ of: 'main', calls: 1, live: 1, children: [{ of: 'pages', calls: 1, live: 1 }] }],
      sites: { wait: { live: 1 }, page: { live: 1 } },
    });
    expect(findings(profile)).toMatchObject([
      { kind: 'unsettled-await', function: 0, waiting: [] },
      { kind: 'paused-generator', function: 1, activations: 1 },
    ]);
  });

  it('looks through functions that have exited for what hangs below', () => {
    const profile = buildProfile({
      names: { main: { kind: 'async' }, start: {}, job: { kind: 'async' } },
      places: { wait: { of: 'main', line: 2 }, hang: { of: 'job', line: 6 } },
      contexts: [
        {
          of: 'main',
          calls: 1,
          live: 1,
          children: [{ of: 'start', calls: 1, children: [{ of: 'job', calls: 1, live: 1 }] }],
        },
      ],
      sites: { wait: { live: 1 }, hang: { live: 1 } },
    });
    expect(findings(profile)).toMatchObject([{ function: 2, waiting: [0] }]);
  });
});

describe('a generator left paused', () => {
  it.each([
    [1, '1 generator of pages was left paused at main.ts:3: '],
    [2, '2 generators of pages were left paused at main.ts:3: '],
  ])('is told (%d)', (live, start) => {
    const profile = buildProfile({
      names: { pages: { kind: 'generator' } },
      places: { page: { of: 'pages', line: 3, kind: 'yield' } },
      sites: { page: { live } },
    });
    expect(texts(profile)).toEqual([
      `${start}neither finished nor closed by the consumer when the profile was read.`,
    ]);
  });
});
