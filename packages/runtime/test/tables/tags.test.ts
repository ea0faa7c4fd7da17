import { AsyncLocalStorage } from 'node:async_hooks';
import { probes, profiler, type Profile, type TagFunction } from '../../src/index.js';
import { registerFile, world } from '../support/virtual-world.js';

afterEach(() => profiler.stop());

function startTagged(tag: TagFunction, maxTags?: number): void {
  profiler.stop();
  profiler.reset();
  profiler.start({ clock: world.now, tag, maxTags });
}

/** Of each tag the calls of each function, by number. */
function calls(profile: Profile): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {};
  for (const { tag = '', contexts } of profile.threads) {
    contexts.function.forEach((fn, row) => {
      if (fn === -1) return;
      const name = profile.functions[fn].name.replace(/\D/g, '');
      const counts = (table[tag] ??= {});
      counts[name] = (counts[name] ?? 0) + contexts.calls[row];
    });
  }
  return table;
}

const base = registerFile('tagged.js', 6, 4);

function call(fn: number, body = () => {}): void {
  const token = probes.enter(base + fn);
  body();
  probes.exit(token);
}

test('a root asks for its tag, and all below it inherits', () => {
  let tag: string | undefined = 'a';
  let asked = 0;
  startTagged(() => {
    asked++;
    return tag;
  });
  call(0, () => {
    tag = 'b';
    call(1, () => probes.count(base + 2));
  });
  call(0);
  tag = undefined;
  call(0);
  expect(asked).toBe(3);
  expect(calls(profiler.snapshot())).toEqual({
    a: { 0: 1, 1: 1, 2: 1 },
    b: { 0: 1 },
    '': { 0: 1 },
  });
});

test('a coroutine asks too, and keeps its own tag to its end, whatever called it', () => {
  let tag: string | undefined = 'a';
  startTagged(() => tag);
  let coroutine!: ReturnType<typeof probes.open>;
  call(0, () => {
    tag = 'b';
    coroutine = probes.open(base + 5);
    world.burn(1);
    probes.suspend(coroutine, 0, undefined);
    world.burn(2);
  });
  tag = 'c';
  world.burn(10);
  probes.resume(coroutine);
  call(2, () => world.burn(5));
  probes.close(coroutine);

  const profile = profiler.snapshot();
  expect(calls(profile)).toEqual({ a: { 0: 1 }, b: { 5: 1, 2: 1 } });
  const [, a, b] = profile.threads;
  expect([a.tag, b.tag]).toEqual(['a', 'b']);
  expect(a.contexts.self).toEqual([0, 2]);
  // Called by a function of another tag, it is below the root of its own tag.
  expect(b.contexts.parent).toEqual([-1, 0, 1]);
  expect(b.contexts.self).toEqual([0, 1, 5]);
  expect(b.contexts.awaiting).toEqual([0, 12, 0]);
  expect(b.sites.waiting).toEqual([12]);
  expect(b.functions).toMatchObject({ onStack: [6, 5], span: [18, 5], peak: [1, 1] });
  expect([a.peak, b.peak]).toEqual([0, 1]);
});

test('a coroutine without a tag of its own has that of its caller', () => {
  let tag: string | undefined = 'a';
  startTagged(() => tag);
  call(0, () => {
    tag = undefined;
    probes.close(probes.open(base + 5));
  });
  expect(calls(profiler.snapshot())).toEqual({ a: { 0: 1, 5: 1 } });
});

test('numbers are tags', () => {
  let tag = 0;
  startTagged(() => tag++);
  call(0);
  call(0);
  expect(Object.keys(calls(profiler.snapshot())).sort()).toEqual(['0', '1']);
});

test('one request is cut out of a thousand concurrent ones', async () => {
  const storage = new AsyncLocalStorage<string>();
  startTagged(() => storage.getStore());
  const pause = () => new Promise((resolve) => setImmediate(resolve));
  async function query(times: number) {
    const $f = probes.open(base + 5);
    for (let i = 0; i < times; i++) {
      world.burn(1);
      probes.resumed($f, await probes.suspend($f, 0, pause()));
    }
    probes.close($f);
  }
  async function handle(times: number) {
    const $f = probes.open(base + 4);
    probes.resumed($f, await probes.suspend($f, 1, query(times)));
    call(2, () => world.burn(times));
    probes.close($f);
  }
  const requests = Array.from({ length: 1000 }, (_, i) =>
    storage.run(`request ${i}`, () => handle(i % 5)),
  );
  await Promise.all(requests);

  const profile = profiler.snapshot();
  const [thread] = profile.threads.filter((entry) => entry.tag === 'request 503');
  const names = thread.contexts.function.map((fn) => profile.functions[fn]?.name);
  expect(names).toEqual([undefined, '<function 4>', '<function 5>', '<function 2>']);
  expect(thread.contexts.calls).toEqual([0, 1, 1, 1]);
  expect(thread.contexts.suspensions).toEqual([0, 1, 3, 0]);
  expect(thread.contexts.self).toEqual([0, 0, 3, 3]);
  expect(profile.threads.filter((entry) => entry.tag !== undefined)).toHaveLength(1000);
});

describe('a tag function that fails', () => {
  test.each([
    {
      reason: 'no store',
      tag: () => {
        throw new Error('no store');
      },
    },
    { reason: 'it returned a value of type object', tag: () => ({}) as string },
    {
      reason: 'it threw',
      tag: () => {
        throw 42;
      },
    },
  ])('is reported, and not called again: $reason', ({ reason, tag }) => {
    let asked = 0;
    startTagged(() => {
      asked++;
      return tag();
    });
    call(0);
    call(0);
    expect(asked).toBe(1);
    const profile = profiler.snapshot();
    expect(calls(profile)).toEqual({ '': { 0: 2 } });
    expect(profile.notes).toEqual([
      expect.stringContaining(`The tag function failed (${reason}) and was dropped`),
    ]);
    startTagged(() => 'a');
    call(0);
    expect(profiler.snapshot().notes).toEqual([]);
  });

  test('keeps what had tags before', () => {
    let fails = false;
    startTagged(() => {
      if (fails) throw new Error('gone');
      return 'a';
    });
    const coroutine = probes.open(base + 5);
    probes.suspend(coroutine, 0, undefined);
    fails = true;
    call(0);
    probes.resume(coroutine);
    call(2);
    probes.close(coroutine);
    expect(calls(profiler.snapshot())).toEqual({ a: { 5: 1, 2: 1 }, '': { 0: 1 } });
  });
});

test('a tag function that is instrumented itself is not recorded', () => {
  startTagged(() => {
    if (probes.on) call(3);
    return 'a';
  });
  call(0);
  expect(calls(profiler.snapshot())).toEqual({ a: { 0: 1 } });
});

test('past the limit all further tags are one, and the profile says how often', () => {
  let tag = '';
  startTagged(() => tag, profiler.memory.counts.tags + 2);
  for (tag of ['first', 'second', 'third', 'fourth', 'first']) call(0);
  const profile = profiler.snapshot();
  expect(calls(profile)).toEqual({ first: { 0: 2 }, second: { 0: 1 }, '(other)': { 0: 2 } });
  expect(profile.notes).toEqual([expect.stringMatching(/more tags than may exist: 2 times/)]);
});

test('a start without a tag function asks for no tag', () => {
  let asked = 0;
  startTagged(() => {
    asked++;
    return 'a';
  });
  call(0);
  profiler.stop();
  profiler.start({ clock: world.now });
  call(0);
  expect(asked).toBe(1);
  expect(calls(profiler.snapshot())).toEqual({ a: { 0: 1 }, '': { 0: 1 } });
});

test('windows have the tags of their own time', () => {
  let tag = 'a';
  startTagged(() => tag);
  const coroutine = probes.open(base + 5);
  probes.suspend(coroutine, 0, undefined);
  tag = 'b';
  call(0);
  const window = profiler.window();
  world.burn(7);
  tag = 'c';
  call(0);
  probes.close(coroutine);
  const profile = window.read();
  expect(calls(profile)).toEqual({ a: { 5: 0 }, c: { 0: 1 } });
  const [, a] = profile.threads;
  expect(a.contexts).toMatchObject({ carriedIn: [0, 1], awaiting: [0, 7] });
  window.close();
});

test('anything but a function is rejected, and nothing is started', () => {
  profiler.stop();
  const tag = 'request 1' as unknown as TagFunction;
  expect(() => profiler.start({ clock: world.now, tag })).toThrow(
    new TypeError('coroscope: tag must be a function that returns a string, not "request 1"'),
  );
  expect(profiler.isRunning).toBe(false);
});
