import { findings, type ThreadEnd } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

/** Two calls of `acquire` that wait, called by two of `job`, called by the module. */
function deadlock(end?: ThreadEnd) {
  return buildProfile({
    end,
    names: {
      '<module>': { kind: 'module' },
      job: { kind: 'async' },
      acquire: { kind: 'async' },
      load: { kind: 'async' },
    },
    places: {
      top: { of: '<module>', line: 9 },
      acquired: { of: 'job', line: 5 },
      queue: { of: 'acquire', line: 2 },
      a: { of: 'load', line: 12 },
      b: { of: 'load', line: 13 },
    },
    offStack: 1000,
    contexts: [
      {
        of: '<module>',
        calls: 1,
        live: 1,
        children: [
          { of: 'job', calls: 5, live: 2, children: [{ of: 'acquire', calls: 5, live: 2 }] },
        ],
      },
      { of: 'load', calls: 1 },
    ],
    functions: { load: { span: 1000 } },
    sites: {
      top: { suspended: 1, live: 1, waiting: 1000 },
      acquired: { suspended: 5, resumed: 3, live: 2, waiting: 900, longest: 20 },
      queue: { suspended: 4, resumed: 2, live: 2, waiting: 900, longest: 20 },
    },
    sequences: [['a', 'b', 1, 400]],
  });
}

describe('what hangs', () => {
  it('comes before every overlap, and what waits for it is none itself', () => {
    const found = findings(deadlock('drained'));
    expect(found.map(({ kind }) => kind)).toEqual(['unsettled-await', 'sequential-awaits']);
    expect(found[0].text).toBe(
      '2 calls of acquire never went on from main.ts:2: nothing was left to run that could settle ' +
        'what they wait for. Calls of job and <module> may hang because of that.',
    );
  });

  it('says what nothing holds any more, where that is known', () => {
    const holders = (collected: number) => {
      const profile = deadlock('drained');
      const [{ sites }] = profile.threads;
      // By site: that of the module, those of `job` and of `acquire`.
      sites.collected = [0, 0, collected];
      return /(?:Something|Nothing) .*?\./.exec(findings(profile)[0].text)?.[0];
    };
    expect(holders(0)).toBe('Something still holds what all of them wait for.');
    expect(holders(1)).toBe(
      'Nothing holds what 1 of them waits for: the collector has taken this one.',
    );
    expect(holders(2)).toBe('Nothing holds what they wait for: the collector has taken them all.');
  });

  it('says that of all or none, where some were carried in', () => {
    const holders = (collected: number) => {
      const profile = deadlock('drained');
      const [{ contexts, sites }] = profile.threads;
      // One of the two calls of `acquire` began before the window.
      contexts.carriedIn[contexts.live.length - 2] = 1;
      sites.collected = [0, 0, collected];
      return /(?:Something|Nothing) .*?\./.exec(findings(profile)[0].text)?.[0];
    };
    expect(holders(0)).toBe('Something still holds what it waits for.');
    expect(holders(1)).toBeUndefined();
    expect(holders(2)).toBe('Nothing holds what it waits for: the collector has taken it.');
  });

  it('is nothing that was cut off', () => {
    expect(findings(deadlock('ended')).map(({ kind }) => kind)).toEqual(['sequential-awaits']);
  });

  it('is nothing that is in flight in a running program', () => {
    const kinds = findings(deadlock(), { isRunning: true }).map(({ kind }) => kind);
    expect(kinds).toEqual(['sequential-awaits']);
    // A program that has ended runs no more.
    const [first] = findings(deadlock('drained'), { isRunning: true });
    expect(first.kind).toBe('unsettled-await');
  });
});

describe('a call that was cut off', () => {
  const cutOff = (waited: number, longest: number, end?: ThreadEnd) =>
    findings(
      buildProfile({
        elapsed: 4_000_000,
        end,
        names: { query: { kind: 'async' } },
        places: { socket: { of: 'query', line: 7 } },
        contexts: [{ of: 'query', calls: 2, live: 1 }],
        sites: {
          socket: {
            suspended: 2,
            resumed: longest > 0 ? 1 : 0,
            live: 1,
            waiting: waited + longest,
            longest,
            // One wait: where it stands in its bucket does not matter, since none is longer.
            histogram: longest > 0 ? { first: 64 * 30, counts: [1] } : { first: 0, counts: [] },
          },
        },
      }),
      { isRunning: true },
    ).map(({ text }) => text);

  it('hangs if it had waited for more than 5 s, and 10 times the longest wait that ended', () => {
    expect(cutOff(3_540_000, 2000, 'ended')).toEqual([
      '1 call of query was still waiting at main.ts:7 after 59 min when the program was ended.',
    ]);
  });

  it.each([
    ['for less', 4999, 0],
    ['no longer than calls do', 19_000, 2000],
  ])('does not if it had waited %s', (_, waited, longest) => {
    expect(cutOff(waited, longest, 'ended')).toEqual([]);
  });

  it('is reported where the program goes on, too', () => {
    expect(cutOff(6000, 0)).toEqual([
      '1 call of query was still waiting at main.ts:7 after 6 s when the profile was read.',
    ]);
  });
});

it('generators that a program that was ended has left paused are no finding', () => {
  const kinds = (end?: ThreadEnd) =>
    findings(
      buildProfile({
        end,
        names: { pages: { kind: 'generator' } },
        places: { page: { of: 'pages', line: 3, kind: 'yield' } },
        sites: { page: { live: 1 } },
      }),
    ).map(({ kind }) => kind);
  expect(kinds('drained')).toEqual(['paused-generator']);
  expect(kinds('ended')).toEqual([]);
});
