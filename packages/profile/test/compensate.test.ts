import { probes, profiler } from '@coroscope/runtime';
import fc from 'fast-check';
import {
  compensate,
  functionTable,
  type FunctionKind,
  type ProbeCosts,
  type Profile,
} from '../src/index.js';
import { buildProfile } from './build-profile.js';

const COSTS: ProbeCosts = {
  call: { inside: 1, outside: 2 },
  count: { inside: 0, outside: 3 },
  coroutine: { inside: 4, outside: 5 },
  suspension: { inside: 6, outside: 7 },
};

function withCosts(profile: Profile, probeCosts = COSTS): Profile {
  return { ...profile, threads: profile.threads.map((thread) => ({ ...thread, probeCosts })) };
}

const rowsOf = (profile: Profile) =>
  Object.fromEntries(functionTable(profile).map((row) => [row.name, row]));

describe('a program without waits', () => {
  /** What ran, in whole milliseconds, so that sums are exact. */
  interface Call {
    of: 'a' | 'b' | 'generator' | 'leaf';
    calls: number;
    suspensions: number;
    self: number;
    children: Call[];
  }
  interface Measured extends Omit<Call, 'children'> {
    onStack: number;
    children: Measured[];
  }
  const callOf = (levels: number): fc.Arbitrary<Call> =>
    fc.record({
      of: fc.constantFrom('a', 'b', 'generator', 'leaf'),
      calls: fc.integer({ min: 1, max: 9 }),
      suspensions: fc.nat(5),
      self: fc.nat(100),
      children: levels > 1 ? fc.array(callOf(levels - 1), { maxLength: 3 }) : fc.constant([]),
    });

  /** The figures of calls that cost `costs` each, their probes being where the engine has them. */
  function profileOf(calls: Call[], costs: ProbeCosts): Profile {
    const around = ({ of, calls: times, suspensions }: Call) => {
      if (of === 'leaf') return times * costs.count.outside;
      if (of !== 'generator') return times * costs.call.outside;
      return times * costs.coroutine.outside + suspensions * costs.suspension.outside;
    };
    const within = ({ of, calls: times, suspensions }: Call) => {
      if (of === 'leaf') return 0;
      if (of !== 'generator') return times * costs.call.inside;
      return times * costs.coroutine.inside + suspensions * costs.suspension.inside;
    };
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const onStack = new Map<string, number>();
    const measured = (one: Call, above: string[]): Measured => {
      const children =
        one.of === 'leaf' ? [] : one.children.map((child) => measured(child, [...above, one.of]));
      const self = one.of === 'leaf' ? 0 : one.self + within(one) + sum(one.children.map(around));
      const total = self + sum(children.map((child) => child.onStack));
      if (!above.includes(one.of)) onStack.set(one.of, (onStack.get(one.of) ?? 0) + total);
      const suspensions = one.of === 'generator' ? one.suspensions : 0;
      return { ...one, suspensions, self, onStack: total, children };
    };
    const contexts = calls.map((one) => measured(one, []));
    const idle = 50 + sum(calls.map(around));
    return buildProfile({
      names: { a: {}, b: {}, generator: { kind: 'generator' }, leaf: { counted: true } },
      elapsed: idle + sum(contexts.map((one) => one.onStack)),
      offStack: idle,
      contexts,
      functions: Object.fromEntries([...onStack].map(([name, time]) => [name, { onStack: time }])),
    });
  }

  it('has the figures that it would have without probes', () => {
    const free = { inside: 0, outside: 0 };
    const nothing = { call: free, count: free, coroutine: free, suspension: free };
    fc.assert(
      fc.property(fc.array(callOf(4), { maxLength: 4 }), (calls) => {
        const { notes: _, ...compensated } = compensate(withCosts(profileOf(calls, COSTS)));
        const { notes: __, ...bare } = profileOf(calls, nothing);
        expect(compensated).toEqual(bare);
      }),
    );
  });
});

describe('the engine, with a clock that lets time pass at each reading', () => {
  const BEFORE = 1;
  const AFTER = 2;
  const one = { inside: AFTER + BEFORE, outside: BEFORE + AFTER };
  const costs = { call: one, count: { inside: 0, outside: 0 }, coroutine: one, suspension: one };
  let time = 0;
  const burn = (milliseconds: number) => {
    time += milliseconds;
  };
  const read = () => {
    time += BEFORE;
    const reading = time;
    time += AFTER;
    return reading;
  };
  const base = probes.register(1, 'compensated.js', 5, 2, '');
  const [outer, inner, generator, waiting, working] = [0, 1, 2, 3, 4];

  function profileOf(program: () => void): Record<string, ReturnType<typeof functionTable>[0]> {
    profiler.reset();
    profiler.start({ clock: read });
    program();
    profiler.stop();
    const profile = profiler.snapshot();
    const kinds: FunctionKind[] = ['function', 'function', 'generator', 'async', 'async'];
    for (const fn of profile.functions) fn.kind = kinds[Number(/\d/.exec(fn.name))];
    return rowsOf(compensate(withCosts(profile, costs)));
  }
  const call = (fn: number, body: () => void) => {
    const token = probes.enter(base + fn);
    body();
    probes.exit(token);
  };

  it('gives the true cost of calls and of their callers', () => {
    const rows = profileOf(() =>
      call(outer, () => {
        for (let i = 0; i < 100; i++) {
          burn(1);
          call(inner, () => burn(5));
        }
      }),
    );
    expect(rows['<function 0>']).toMatchObject({ calls: 1, self: 100, onStack: 600, total: 600 });
    expect(rows['<function 1>']).toMatchObject({ calls: 100, self: 500, onStack: 500, total: 500 });
  });

  it('gives the true cost of a generator and of its consumer', () => {
    const rows = profileOf(() =>
      call(outer, () => {
        const activation = probes.open(base + generator);
        for (let i = 0; i < 10; i++) {
          burn(4);
          probes.pause(activation, 0, undefined);
          burn(1);
          probes.resume(activation);
        }
        probes.close(activation);
      }),
    );
    expect(rows['<function 0>']).toMatchObject({ self: 10, onStack: 50 });
    expect(rows['<function 2>']).toMatchObject({ self: 40, onStack: 40, suspensions: 10 });
  });

  it('takes the probes of what it awaits off a wait', () => {
    const rows = profileOf(() => {
      const caller = probes.open(base + waiting);
      const callee = probes.open(base + working);
      burn(10);
      probes.suspend(callee, 0, undefined);
      probes.suspend(caller, 1, undefined);
      burn(100);
      probes.resume(callee);
      for (let i = 0; i < 50; i++) call(inner, () => burn(1));
      probes.close(callee);
      probes.resume(caller);
      probes.close(caller);
    });
    // 100 ms of waiting, and then 50 ms of work that the callee waits for nobody with.
    expect(rows['<function 1>']).toMatchObject({ self: 50, onStack: 50 });
    // The probes at the two ends of a wait may be in either part: no more than these is uncertain.
    const uncertain = 4 * (BEFORE + AFTER);
    const { awaiting } = rows['<function 3>'];
    expect(Math.abs(awaiting - 150)).toBeLessThanOrEqual(uncertain);
  });
});

describe('what is taken off', () => {
  const wait = (costs?: Partial<ProbeCosts>, kind: FunctionKind = 'async') =>
    compensate(
      withCosts(
        buildProfile({
          names: { main: { kind }, read: {} },
          elapsed: 140,
          offStack: 100,
          contexts: [
            {
              of: 'main',
              calls: 1,
              suspensions: 2,
              self: 30,
              onStack: 40,
              awaiting: 60,
              external: 60,
              children: [{ of: 'read', calls: 2, self: 10, onStack: 10 }],
            },
          ],
          functions: { main: { onStack: 40 }, read: { onStack: 10 } },
        }),
        { ...COSTS, ...costs },
      ),
    );

  it('is the probes of an await from the wait and from idle time', () => {
    const { main, read } = rowsOf(wait());
    // 30 - 4 (its call) - 2 * 6 (its awaits) - 2 * 2 (around the calls of read)
    expect(main.self).toBe(10);
    expect(read.self).toBe(10 - 2 * 1);
    expect(main.onStack).toBe(18);
    expect(main).toMatchObject({ awaiting: 60 - 2 * 7, external: 60 - 2 * 7, total: 18 + 46 });
    // Around the call of main, and while it waited.
    const [{ elapsed, contexts }] = wait().threads;
    expect(contexts.self[0]).toBe(100 - 5 - 2 * 7);
    expect(elapsed).toBe(10 + 8 + 81);
  });

  it('is never more than there is', () => {
    const [{ contexts, functions }] = wait({
      call: { inside: 1e6, outside: 1e6 },
      suspension: { inside: 1e6, outside: 1e6 },
    }).threads;
    for (const column of [...Object.values(contexts).slice(2), functions.onStack]) {
      expect(Math.min(...column)).toBe(0);
    }
  });

  it('is told, and taken once', () => {
    const compensated = wait();
    expect(compensated.notes.at(-1)).toMatch(/^Compensated: .* ms of the profiler's own probes/);
    expect(() => compensate(compensated)).toThrow(
      /^the profile: does not say what its probes cost/,
    );
  });

  it('is nothing on a thread whose probes were not measured', () => {
    const measured = wait();
    const bare = buildProfile({ names: { main: {} }, contexts: [{ of: 'main', self: 5 }] });
    const profile = { ...bare, threads: [...withCosts(bare).threads, ...bare.threads] };
    expect(compensate(profile).threads[1]).toEqual(bare.threads[0]);
    expect(measured.threads).toHaveLength(1);
  });
});
