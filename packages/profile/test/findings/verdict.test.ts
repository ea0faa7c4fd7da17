import { verdict } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

type ProfileSpec = Parameters<typeof buildProfile>[0];

const verdictOn = (spec: ProfileSpec) =>
  verdict(buildProfile({ names: { f: { kind: 'async' } }, ...spec }));

describe('the verdict', () => {
  it('on a busy thread is about the thread', () => {
    expect(
      verdictOn({
        elapsed: 1000,
        idle: 90,
        elsewhere: 120,
        contexts: [{ of: 'f', calls: 9, self: 790, contended: 2100, blame: 2000, outside: 10 }],
        blame: { shortTasks: 40, elsewhere: 60 },
      }),
    ).toEqual({
      advice: 'thread',
      text:
        'The thread was busy 91 % of the time: 79 % your code, 12 % code that is not instrumented. ' +
        'Together, calls waited up to 2.1 s for the thread: see what held it before what waited.',
    });
  });

  it('names code that is not instrumented where that held the thread', () => {
    const { text } = verdictOn({
      elapsed: 1000,
      idle: 10,
      elsewhere: 985,
      contexts: [{ of: 'f', calls: 10, self: 5, contended: 900 }],
      blame: { shortTasks: 0, elsewhere: 900 },
    });
    expect(text).toBe(
      'The thread was busy 99 % of the time: 0.5 % your code, 99 % code that is not instrumented. ' +
        'Together, calls waited up to 900 ms for the thread, most of it for code that is not instrumented: ' +
        'include it to see what it does.',
    );
  });

  it('on an idle thread is about the waits', () => {
    expect(
      verdictOn({
        elapsed: 1000,
        idle: 840,
        elsewhere: 0,
        contexts: [{ of: 'f', calls: 1, self: 160, outside: 800 }],
      }),
    ).toEqual({
      advice: 'waits',
      text:
        'The thread was idle 84 % of the time and busy 16 %: 16 % your code. Waits for what is ' +
        'outside decide: timers, sockets, files, databases, other threads.',
    });
  });

  it.each([
    [700, 300],
    // Less than what is outside, but not to be passed over.
    [840, 1220],
  ])('names what was waited for the thread if that is much: %i ms', (contended, outside) => {
    const { text } = verdictOn({
      elapsed: 1000,
      idle: 400,
      contexts: [{ of: 'f', calls: 9, self: 600, outside, contended }],
    });
    expect(text).toContain(
      `Together, calls waited up to ${contended} ms for the thread, and ${outside === 1220 ? '1.22 s' : '300 ms'} for what is outside.`,
    );
  });

  it('is silent of what was waited for the thread where that is little', () => {
    const { text } = verdictOn({
      elapsed: 1000,
      idle: 400,
      contexts: [{ of: 'f', calls: 9, self: 600, outside: 1220, contended: 500 }],
    });
    expect(text).toContain('Waits for what is outside decide');
    expect(text).not.toContain('waited up to');
  });

  it('points to code that is not instrumented where that ran longer than the thread was idle', () => {
    const { text } = verdictOn({
      elapsed: 1000,
      idle: 390,
      elsewhere: 570,
      contexts: [{ of: 'f', calls: 1, self: 40, outside: 350 }],
    });
    expect(text).toBe(
      'The thread was idle 39 % of the time and busy 61 %: 4 % your code, 57 % code that is not ' +
        'instrumented. Include that code to see what takes so long.',
    );
  });

  it('says so where nothing waited', () => {
    const { text } = verdictOn({
      elapsed: 1000,
      idle: 990,
      contexts: [{ of: 'f', calls: 1, self: 10 }],
    });
    expect(text).toContain('No instrumented call waited then.');
  });

  it('names the other threads that were busy, the busiest first', () => {
    const thread = (name: string, idle: number) => ({
      name,
      elapsed: 1000,
      idle,
      contexts: [{ of: 'f', calls: 1, self: 1000 - idle }],
    });
    const { text } = verdictOn({
      threads: [
        thread('main', 950),
        thread('worker 1', 400),
        thread('worker 2', 30),
        thread('idle', 999),
      ],
    });
    expect(text).toMatch(
      /^The thread main was idle 95 %.* worker 2 was busy 97 %, worker 1 60 %\./,
    );
  });

  it('claims nothing where idle time is unknown', () => {
    expect(verdictOn({ elapsed: 1000, contexts: [{ of: 'f', calls: 1, self: 350 }] })).toEqual({
      advice: 'waits',
      text:
        'Your code was on the stack 35 % of the time and off it 65 %: here it is unknown whether ' +
        'the thread slept then, or ran code that is not instrumented.',
    });
  });

  it('speaks of CPU time where that was the clock', () => {
    const profile = buildProfile({
      elapsed: 1000,
      names: { f: {} },
      contexts: [{ of: 'f', calls: 1, self: 800 }],
    });
    profile.clock.kind = 'cpu';
    expect(verdict(profile).text).toBe(
      "Of the CPU time, 80 % was your code's and 20 % that of code that is not instrumented.",
    );
  });

  it('counts a thread with tags once', () => {
    const entry = { id: 0, name: 'main', elapsed: 1000 };
    const { text } = verdictOn({
      threads: [
        { ...entry, idle: 100, elsewhere: 100, contexts: [{ of: 'f', calls: 1, self: 300 }] },
        { ...entry, tag: 'GET /', contexts: [{ of: 'f', calls: 1, self: 500 }] },
      ],
    });
    expect(text).toMatch(/^The thread was busy 90 % of the time: 80 % your code, 10 % code/);
  });
});
