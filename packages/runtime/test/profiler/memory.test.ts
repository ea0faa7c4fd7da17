import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { probes, profiler } from '../../src/index.js';
import { figure, registerFile, world } from '../support/virtual-world.js';

afterEach(() => profiler.stop());

function startBounded(maxContexts?: number): void {
  profiler.stop();
  profiler.reset();
  profiler.start({ clock: world.now, maxContexts });
}

/** The most contexts past a limit: one per function below the root, and those that were there before. */
function bound(maxContexts: number, functions: number): number {
  return Math.max(maxContexts, profiler.memory.counts.contexts) + functions;
}

describe('what the engine holds', () => {
  test('is reported by table, and adds up', () => {
    const { bytes, tables } = profiler.memory;
    expect(Object.values(tables).reduce((sum, table) => sum + table, 0)).toBe(bytes);
  });

  test('includes every file with a table that grows', () => {
    const sources = join(__dirname, '../../src');
    const sum = readFileSync(join(sources, 'profiler/memory.ts'), 'utf8');
    const files = ['tables', 'engine'].flatMap((folder) =>
      readdirSync(join(sources, folder)).map((file) => `${folder}/${file}`),
    );
    const growing = files.filter((file) =>
      /\benlarged(Floats|Integers|Counts)\(/.test(readFileSync(join(sources, file), 'utf8')),
    );
    expect(growing).toContain('tables/contexts.ts');
    const missing = growing.filter((file) => !sum.includes(`/${file.replace(/ts$/, 'js')}'`));
    expect(missing).toEqual([]);
  });

  test('grows with the number of different things', () => {
    startBounded();
    const before = profiler.memory;
    const base = probes.register(1, 'counted.js', 3, 2, 'names');
    const coroutine = probes.open(base + 1);
    const during = profiler.memory;
    probes.close(coroutine);
    expect(during.counts).toEqual({
      ...before.counts,
      contexts: before.counts.contexts + 1,
      functions: before.counts.functions + 3,
      sites: before.counts.sites + 2,
      liveCoroutines: before.counts.liveCoroutines + 1,
    });
    expect(during.tables.metadata - before.tables.metadata).toBe('names'.length);
    expect(profiler.memory.counts.liveCoroutines).toBe(before.counts.liveCoroutines);
  });
});

describe('recursion 100,000 levels deep', () => {
  const LEVELS = 100_000;
  const MOST = 1000;

  test('of synchronous calls has exact counts in bounded tables', () => {
    const base = registerFile('deep.js', 1, 0);
    const most = bound(MOST, 1);
    startBounded(MOST);
    const tokens = Array.from({ length: LEVELS }, () => {
      world.burn(1);
      return probes.enter(base);
    });
    expect(figure(profiler.snapshot(), 'live', '<function 0>')).toBe(LEVELS);
    for (const token of tokens.reverse()) probes.exit(token);
    const profile = profiler.snapshot();
    expect(figure(profile, 'calls', '<function 0>')).toBe(LEVELS);
    expect(figure(profile, 'live', '<function 0>')).toBe(0);
    expect(profile.threads[0].functions).toMatchObject({ onStack: [LEVELS - 1], peak: [LEVELS] });
    expect(profiler.memory.counts.contexts).toBeLessThanOrEqual(most);
  });

  test('through awaits too', () => {
    const base = registerFile('deep-awaits.js', 1, 1);
    const most = bound(MOST, 1);
    startBounded(MOST);
    const innermostFirst = Array.from({ length: LEVELS }, () => probes.open(base)).reverse();
    for (const activation of innermostFirst) probes.suspend(activation, 0, undefined);
    world.burn(1);
    for (const activation of innermostFirst) {
      probes.resume(activation);
      probes.close(activation);
    }
    const profile = profiler.snapshot();
    expect(figure(profile, 'calls', '<function 0>')).toBe(LEVELS);
    expect(figure(profile, 'suspensions', '<function 0>')).toBe(LEVELS);
    expect(figure(profile, 'awaiting', '<function 0>')).toBe(LEVELS);
    expect(profile.threads[0].functions).toMatchObject({ span: [1], peak: [LEVELS] });
    expect(profiler.memory.counts.contexts).toBeLessThanOrEqual(most);
  });
});

test('ten million distinct call paths have exact counts in tables that stop growing', () => {
  const FUNCTIONS = 10;
  const LEVELS = 7;
  const MOST = 2000;
  const base = registerFile('paths.js', FUNCTIONS, 0);
  const most = bound(MOST, FUNCTIONS);
  startBounded(MOST);
  const callAll = (levels: number) => {
    for (let fn = 0; fn < FUNCTIONS; fn++) {
      const token = probes.enter(base + fn);
      if (levels > 1) callAll(levels - 1);
      probes.exit(token);
    }
  };
  callAll(4);
  const { bytes } = profiler.memory;
  callAll(LEVELS);
  expect(profiler.memory.bytes).toBe(bytes);
  expect(profiler.memory.counts.contexts).toBeLessThanOrEqual(most);
  const profile = profiler.snapshot();
  // On each level, every path of the level above continues with each function once.
  for (let fn = 0; fn < FUNCTIONS; fn++) {
    expect(figure(profile, 'calls', `<function ${fn}>`)).toBe(1111 + 1_111_111);
  }
  expect(profile.threads[0].foldedContexts).toBeGreaterThan(0);
});

test('a million functions take a few hundred bytes each, and have exact counts', () => {
  const FUNCTIONS = 1_000_000;
  const before = profiler.memory.bytes;
  const base = registerFile('many.js', FUNCTIONS, 0);
  startBounded(100);
  for (let fn = 0; fn < FUNCTIONS; fn++) probes.exit(probes.enter(base + fn));
  const { contexts } = profiler.snapshot().threads[0];
  expect(contexts.calls.length - 1).toBe(FUNCTIONS);
  expect(contexts.calls.slice(1).every((calls) => calls === 1)).toBe(true);
  // Tables double: up to half of each may be empty.
  expect(profiler.memory.bytes - before).toBeLessThan(FUNCTIONS * 300);
});

test('many events change counts and nothing else', () => {
  const base = registerFile('events.js', 3, 2);
  startBounded();
  const run = (times: number) => {
    const coroutine = probes.open(base);
    for (let i = 0; i < times; i++) {
      probes.exit(probes.enter(base + 1));
      probes.suspend(coroutine, i & 1, undefined);
      probes.resume(coroutine);
      probes.close(probes.open(base + 2));
    }
    probes.close(coroutine);
  };
  run(1000);
  const { bytes, counts } = profiler.memory;
  run(1_000_000);
  expect(profiler.memory).toMatchObject({ bytes, counts });
  const profile = profiler.snapshot();
  expect(figure(profile, 'calls', '<function 1>')).toBe(1_001_000);
  expect(figure(profile, 'calls', '<function 2>')).toBe(1_001_000);
  expect(figure(profile, 'suspensions', '<function 0>')).toBe(1_001_000);
});

describe('what the program drops', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const base = registerFile('dropped.js', 2, 1);
  type Activation = ReturnType<typeof probes.open>;

  /** How many of a hundred activations are still there once the program has dropped them. */
  async function kept(leave: (activation: Activation) => void): Promise<number> {
    startBounded();
    const references = Array.from({ length: 100 }, () => {
      const activation = probes.open(base);
      leave(activation);
      return new WeakRef(activation);
    });
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      collectGarbage();
    }
    return references.filter((reference) => reference.deref() !== undefined).length;
  }

  test.each<[string, (activation: Activation) => void]>([
    ['a generator that is never resumed', (it) => probes.pause(it, 0, undefined)],
    ['an await of what never settles', (it) => probes.suspend(it, 0, new Promise(() => {}))],
    ['a yield of what never settles', (it) => probes.pauseAsync(it, 0, new Promise(() => {}))],
    [
      'a returned promise that never settles',
      (it) => {
        probes.returned(it, 0, new Promise(() => {}));
        probes.close(it);
      },
    ],
    [
      'a coroutine whose child stays alive',
      (it) => {
        const child = probes.open(base + 1);
        probes.suspend(child, 0, undefined);
        probes.suspend(it, 0, undefined);
      },
    ],
    ['a coroutine that has ended', (it) => probes.close(it)],
  ])('is not kept by the engine: %s', async (_, leave) => {
    expect(await kept(leave)).toBe(0);
  });
});
