import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { profile, profiler, section, track, type Profile } from '../../src/index.js';
import { drain, figure, paths, startAnew, world } from '../support/virtual-world.js';

beforeEach(startAnew);
afterEach(() => profiler.stop());

/** A promise that is settled by hand, after some virtual time. */
function deferred<Value>() {
  let settle!: { resolve: (value: Value) => void; reject: (error: unknown) => void };
  const promise = new Promise<Value>((resolve, reject) => (settle = { resolve, reject }));
  const after = async (milliseconds: number, act: () => void) => {
    await drain();
    world.burn(milliseconds);
    act();
    await drain();
  };
  return {
    promise,
    resolve: (value: Value, milliseconds = 0) => after(milliseconds, () => settle.resolve(value)),
    reject: (error: unknown, milliseconds = 0) => after(milliseconds, () => settle.reject(error)),
  };
}

function figures(name: string, read: Profile = profiler.snapshot()) {
  const of = (column: Parameters<typeof figure>[1]) => figure(read, column, name);
  return {
    calls: of('calls'),
    self: of('self'),
    onStack: of('onStack'),
    awaiting: of('awaiting'),
    live: of('live'),
  };
}

function describeOf(name: string) {
  const { functions, files } = profiler.snapshot();
  const { kind, file, line } = functions.find((candidate) => candidate.name === name)!;
  return { kind, file: files[file].path, line };
}

describe('profile(fn)', () => {
  it('records calls, results and errors of a synchronous function', () => {
    const burn = profile(function burn(milliseconds: number) {
      world.burn(milliseconds);
      if (milliseconds > 5) throw new RangeError('too long');
      return milliseconds;
    });
    expect(burn(3)).toBe(3);
    expect(() => burn(7)).toThrow(new RangeError('too long'));
    expect(figures('burn')).toEqual({ calls: 2, self: 10, onStack: 10, awaiting: 0, live: 0 });
    expect(describeOf('burn')).toMatchObject({ kind: 'function', file: __filename });
  });

  it('follows an async function until its promise settles', async () => {
    const { promise, resolve } = deferred<string>();
    const load = profile(async () => {
      world.burn(2);
      return promise;
    }, 'db.load');
    const loaded = load();
    expect(figures('db.load')).toMatchObject({ calls: 1, live: 1 });
    await resolve('rows', 40);
    expect(await loaded).toBe('rows');
    expect(figures('db.load')).toEqual({ calls: 1, self: 2, onStack: 2, awaiting: 40, live: 0 });
    expect(describeOf('db.load').kind).toBe('async');
  });

  it('follows any function that returns a promise', async () => {
    const { promise, reject } = deferred<never>();
    const query = profile((_sql: string) => promise, 'query');
    const failed = expect(query('select')).rejects.toThrow('no table');
    await reject(new Error('no table'), 15);
    await failed;
    expect(figures('query')).toMatchObject({ calls: 1, awaiting: 15, live: 0 });
  });

  it('hides no unhandled rejection', () => {
    // In a process of its own: Jest has listeners on this one.
    const { outputFiles } = buildSync({
      stdin: {
        contents: `
          import { profile, profiler } from './src/index.ts';
          profiler.start();
          process.on('unhandledRejection', (reason) => console.log('unhandled', reason));
          profile(async () => { throw 'without a listener'; })();
          profile(async () => { throw 'with a listener'; })().catch(() => {});`,
        resolveDir: join(__dirname, '../..'),
      },
      bundle: true,
      write: false,
      format: 'esm',
    });
    const output = execFileSync(process.execPath, ['--input-type=module', '-'], {
      input: outputFiles[0].text,
      encoding: 'utf8',
    });
    expect(output).toBe('unhandled without a listener\n');
  });

  it('looks like the function, and passes on this, arguments and new', () => {
    class Point {
      static origin = 'here';
      constructor(
        public x: number,
        public y: number,
      ) {}
    }
    const Profiled = profile(Point);
    class Derived extends Profiled {}
    expect(Profiled.name).toBe('Point');
    expect(Profiled.length).toBe(2);
    expect(Profiled.origin).toBe('here');
    expect(new Profiled(1, 2)).toBeInstanceOf(Point);
    expect(new Derived(3, 4)).toMatchObject({ x: 3, y: 4 });
    expect(new Derived(3, 4)).toBeInstanceOf(Derived);
    expect(figures('Point').calls).toBe(3);
    const self = {
      value: 5,
      add: profile(function (this: { value: number }, n: number) {
        return this.value + n;
      }, 'add'),
    };
    expect(self.add(2)).toBe(7);
  });

  it('steps a generator unchanged, and records its pauses', () => {
    const log: string[] = [];
    function* numbers(): Generator<number, string, string> {
      try {
        world.burn(1);
        log.push(yield 1);
        world.burn(1);
        yield 2;
        return 'unreached';
      } finally {
        log.push('closed');
      }
    }
    const profiled = profile(numbers);
    const steps = profiled();
    expect(steps).toBeInstanceOf(numbers);
    expect(figures('numbers').calls).toBe(0);
    expect(steps.next()).toEqual({ value: 1, done: false });
    world.burn(30);
    expect(steps.next('sent')).toEqual({ value: 2, done: false });
    expect(steps.return('early')).toEqual({ value: 'early', done: true });
    expect(log).toEqual(['sent', 'closed']);
    expect(figures('numbers')).toMatchObject({ calls: 1, self: 2, onStack: 2, live: 0 });
    expect(figure(profiler.snapshot(), 'paused', 'numbers')).toBe(30);
  });

  it('steps an async generator unchanged', async () => {
    const profiled = profile(async function* letters() {
      const got: string = yield 'a';
      yield got;
    });
    const steps = profiled();
    expect(await steps.next()).toEqual({ value: 'a', done: false });
    expect(await steps.next('b')).toEqual({ value: 'b', done: false });
    expect(await steps.next()).toEqual({ value: undefined, done: true });
    expect(figures('letters')).toMatchObject({ calls: 1, live: 0 });
  });

  it('only passes calls on while the profiler is off', () => {
    profiler.stop();
    const { promise } = deferred<void>();
    const load = profile(() => promise, 'off');
    expect(load()).toBe(promise);
    profiler.start({ clock: world.now });
    expect(figures('off').calls).toBe(0);
  });

  it('rejects anything but a function', () => {
    expect(() => profile(null as never)).toThrow('profile() takes a function, not null');
    expect(() => profile('text' as never)).toThrow('profile() takes a function, not string');
  });
});

describe('profile as a decorator', () => {
  // Called as compiled code does: the tests' own compiler supports only one of the two kinds.
  it('wraps what the standard kind decorates', () => {
    const context = (kind: string, name: string) => ({ kind, name }) as ClassMethodDecoratorContext;
    const method = profile(() => world.burn(4), context('method', 'pay'));
    method();
    const getter = profile(() => 7, context('getter', 'total'));
    expect(getter()).toBe(7);
    const field = profile(undefined, context('field', 'onClick')) as unknown as (
      initial: () => string,
    ) => () => string;
    expect(field(() => 'clicked')()).toBe('clicked');
    expect(figures('pay')).toMatchObject({ calls: 1, self: 4 });
    expect(figures('get total').calls).toBe(1);
    expect(figures('onClick').calls).toBe(1);
  });

  it('wraps what the older kind decorates', () => {
    class Cart {
      items = 2;
      count() {
        return this.items;
      }
      get size() {
        return this.items;
      }
    }
    for (const key of ['count', 'size']) {
      const descriptor = Object.getOwnPropertyDescriptor(Cart.prototype, key)!;
      Object.defineProperty(Cart.prototype, key, profile(Cart.prototype, key, descriptor));
    }
    expect(new Cart().count()).toBe(2);
    expect(new Cart().size).toBe(2);
    expect(figures('Cart.count').calls).toBe(1);
    expect(figures('get Cart.size').calls).toBe(1);
  });
});

describe('section()', () => {
  it('is a call of its own, made by the enclosing function', () => {
    const outer = profile(function outer() {
      world.burn(1);
      const parse = section('parse');
      world.burn(5);
      parse.end();
      parse.end();
      world.burn(1);
    });
    outer();
    expect(figures('parse')).toEqual({ calls: 1, self: 5, onStack: 5, awaiting: 0, live: 0 });
    expect(figures('outer')).toMatchObject({ self: 2, onStack: 7 });
    expect(paths(profiler.snapshot())).toContain('/outer/parse');
  });

  it('ends with `using`', () => {
    const dispose = Symbol.dispose ?? Symbol.for('Symbol.dispose');
    const part = section('disposed');
    world.burn(3);
    part[dispose as typeof Symbol.dispose]();
    world.burn(3);
    expect(figures('disposed')).toMatchObject({ calls: 1, onStack: 3, live: 0 });
  });

  it('is harmless if it ends after the enclosing function', () => {
    let late: ReturnType<typeof section>;
    profile(function early() {
      late = section('late');
      world.burn(2);
    })();
    world.burn(10);
    late!.end();
    expect(figures('early')).toMatchObject({ onStack: 2, live: 0 });
    expect(figures('late')).toMatchObject({ calls: 1, onStack: 2, live: 0 });
  });
});

describe('track()', () => {
  it('is a wait under a name, in the function that began it', async () => {
    const { promise, resolve } = deferred<number>();
    const report = profile(function report() {
      return track(promise, 'db.query');
    });
    const result = report();
    await resolve(42, 25);
    expect(await result).toBe(42);
    expect(figures('db.query')).toMatchObject({ calls: 1, awaiting: 25, live: 0 });
    expect(paths(profiler.snapshot())).toContain('/report/db.query');
  });

  it('rejects as the promise does', async () => {
    const { promise, reject } = deferred<number>();
    const failed = expect(track(promise, 'failing')).rejects.toThrow('gone');
    await reject(new Error('gone'), 5);
    await failed;
    expect(figures('failing')).toMatchObject({ calls: 1, awaiting: 5, live: 0 });
  });

  it('calls a thenable once, as an await does', async () => {
    let asked = 0;
    const query = {
      then(resolve: (rows: string) => void) {
        asked++;
        resolve('rows');
      },
    };
    expect(await track(query as PromiseLike<string>, 'thenable')).toBe('rows');
    expect(asked).toBe(1);
  });

  it('shows what never settles', async () => {
    void track(new Promise(() => {}), 'forever');
    await drain();
    expect(figures('forever')).toMatchObject({ calls: 1, live: 1 });
  });

  it('is one function for one name', async () => {
    await Promise.all([track(1, 'same'), track(2, 'same')]);
    expect(figures('same').calls).toBe(2);
    expect(profiler.snapshot().functions.filter(({ name }) => name === 'same')).toHaveLength(1);
  });
});
