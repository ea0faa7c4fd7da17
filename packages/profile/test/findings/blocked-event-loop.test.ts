import { findings } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

type ProfileSpec = Parameters<typeof buildProfile>[0];

const found = (spec: ProfileSpec) => findings(buildProfile(spec));

/** `render` runs `layout`, which runs `measure`, and was to blame for what others waited. */
const RENDER: ProfileSpec = {
  elapsed: 10_000,
  idle: 8000,
  names: { render: { kind: 'async', line: 3 }, layout: { line: 8 }, measure: { line: 9 } },
  contexts: [
    {
      of: 'render',
      calls: 20,
      self: 100,
      onStack: 2000,
      blame: 2100,
      children: [{ of: 'layout', calls: 20, children: [{ of: 'measure', calls: 20, self: 1900 }] }],
    },
  ],
  functions: { render: { keptWaiting: 12 } },
  stretches: [
    { start: 500, duration: 110, context: 1, heaviest: 3, blame: 400 },
    { start: 900, duration: 104, context: 1, heaviest: 3, blame: 300 },
  ],
};

describe('what held others up', () => {
  it('is said with how often and how long they waited, and the heaviest path', () => {
    expect(found(RENDER)).toEqual([
      {
        kind: 'blocked-event-loop',
        function: 0,
        sites: [],
        cost: 2000,
        thread: 0,
        blame: 2100,
        keptWaiting: 12,
        tasks: 2,
        longest: { start: 500, duration: 110, cpu: undefined, path: [0, 1, 2] },
        title: 'render kept other calls waiting',
        text:
          'render at main.ts:3 kept other calls waiting 12 times, 2.1 s in all, while it ran up to ' +
          '110 ms at a time (2 long tasks), most of it in measure at main.ts:9, called through layout.',
      },
    ]);
  });

  it('is a finding with many short tasks if the blame says so', () => {
    const [finding] = found({ ...RENDER, stretches: [] });
    expect(finding.text).toBe(
      'render at main.ts:3 kept other calls waiting 12 times, 2.1 s in all, in many short tasks.',
    );
  });

  it('is said without how often where that was not counted, and of a single wait without a sum', () => {
    const beginning = (keptWaiting: number | undefined) => {
      const profile = buildProfile({ ...RENDER, functions: { render: { keptWaiting } } });
      if (keptWaiting === undefined) delete profile.threads[0].functions.keptWaiting;
      return findings(profile)[0].text.split(', most of it')[0];
    };
    expect(beginning(undefined)).toBe(
      'render at main.ts:3 kept other calls waiting, 2.1 s in all, while it ran up to 110 ms at a ' +
        'time (2 long tasks)',
    );
    expect(beginning(1)).toBe(
      'render at main.ts:3 kept another call waiting for 2.1 s, while it ran up to 110 ms at a ' +
        'time (2 long tasks)',
    );
  });

  it('names the only long task beside many short ones', () => {
    const [finding] = found({ ...RENDER, stretches: RENDER.stretches!.slice(0, 1) });
    expect(finding.text).toBe(
      'render at main.ts:3 kept other calls waiting 12 times, 2.1 s in all; its longest task took 110 ms, ' +
        'most of it in measure at main.ts:9, called through layout.',
    );
  });

  it('names four functions of a long path, and counts the others', () => {
    const path = ['a', 'b', 'c', 'd', 'e', 'f', 'last'];
    type Context = NonNullable<ProfileSpec['contexts']>[number];
    const nest = ([of, ...rest]: string[]): Context => ({
      of,
      calls: 1,
      children: rest.length > 0 ? [nest(rest)] : [],
    });
    const [finding] = found({
      names: Object.fromEntries(['run', ...path].map((name) => [name, {}])),
      contexts: [{ ...nest(['run', ...path]), self: 30, onStack: 30 }],
      stretches: [{ start: 0, duration: 30, context: 1, heaviest: 8, blame: 0 }],
    });
    expect(finding.text).toContain('in last at main.ts:8, called through a, b, c, d and 2 more');
  });

  it('gives no more than the time that it took, however many waited at once', () => {
    const [finding] = found({
      ...RENDER,
      contexts: [{ of: 'render', calls: 1, self: 600, onStack: 600, blame: 300_000 }],
      stretches: [],
    });
    expect(finding).toMatchObject({ cost: 600, blame: 300_000 });
  });
});

it('short tasks are a finding from a twentieth of the time on', () => {
  const kinds = (onStack: number) =>
    found({
      elapsed: 1000,
      idle: 500,
      names: { tick: {} },
      contexts: [{ of: 'tick', calls: 900, self: onStack, onStack, blame: 200 }],
    }).map(({ kind }) => kind);
  expect(kinds(49)).toEqual([]);
  expect(kinds(50)).toEqual(['blocked-event-loop']);
});

describe('a hold that nobody waited for', () => {
  const hold = (duration: number): ProfileSpec => ({
    elapsed: 1000,
    idle: 900,
    names: { '<module>': { kind: 'module' } },
    contexts: [{ of: '<module>', calls: 1, self: duration }],
    stretches: [{ start: 0, duration, context: 1, heaviest: 1, blame: 0 }],
  });

  it('is worth a line from 20 ms on, and gives nothing', () => {
    expect(found(hold(19.9))).toEqual([]);
    const [finding] = found(hold(20));
    expect(finding).toMatchObject({ kind: 'blocked-event-loop', cost: 0 });
    expect(finding.text).toBe(
      '<module> at main.ts:1 held the event loop for 20 ms without a break, 0 ms after the start; ' +
        'no call waited meanwhile.',
    );
  });

  it('is the same where what waited is not worth having', () => {
    const spec = hold(25);
    spec.contexts![0].blame = 0.7;
    const [finding] = found(spec);
    expect(finding).toMatchObject({ cost: 0, title: '<module> held the event loop' });
    expect(finding.text).toBe(
      '<module> at main.ts:1 held the event loop for 25 ms without a break, 0 ms after the start; ' +
        'other calls waited 0.7 ms meanwhile.',
    );
  });

  it('gives its time where the thread was busy for most of the time', () => {
    // 750 of 1,000 ms on stack in three tasks.
    const [finding] = found({
      elapsed: 1000,
      idle: 250,
      names: { burn: {} },
      contexts: [{ of: 'burn', calls: 3, self: 750 }],
      stretches: [300, 250, 200].map((duration) => ({
        start: 0,
        duration,
        context: 1,
        heaviest: 1,
        blame: 0,
      })),
    });
    expect(finding).toMatchObject({ kind: 'blocked-event-loop', cost: 750 });
  });
});

it('a task that computed little stood still', () => {
  const task = (cpu: number) => ({ start: 0, duration: 100, context: 1, heaviest: 1, cpu });
  const text = (cpu: number) =>
    found({
      names: { read: {} },
      contexts: [{ of: 'read', calls: 1, self: 100 }],
      stretches: [task(cpu)],
    })[0].text;
  expect(text(4)).toContain('The thread computed for only 4 ms of it and stood still for the rest');
  expect(text(60)).not.toContain('stood still');
});
