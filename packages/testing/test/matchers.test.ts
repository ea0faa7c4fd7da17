import { profiler } from '@coroscope/runtime';
import { totals } from '@coroscope/profile';
import { matchers, tagOfTest, TestWindow, type Subject } from '../src/index.js';
import { program } from './support/program.js';

type AsyncFunction = (...args: unknown[]) => Promise<unknown>;

const { checkout, load, mail, Cart, poll, stop } = program<{
  checkout: AsyncFunction;
  load: AsyncFunction;
  mail: AsyncFunction;
  poll: AsyncFunction;
  Cart: new () => { total(): Promise<number> };
  stop: () => void;
}>(`
  async function load(id) { await null; return id; }
  async function mail() { await new Promise(() => {}); }
  let polling = true;
  async function poll() { while (polling) await null; }
  const stop = () => void (polling = false);
  class Cart {
    constructor() { this.items = [1, 2, 3].map((item) => load(item)); }
    async total() { let sum = 0; for (const item of this.items) sum += await item; return sum; }
  }
  async function checkout() {
    const a = await load(1);
    const b = await load(2);
    return a + b;
  }
  const exported = { checkout, load, mail, Cart, poll, stop };
`);

beforeAll(() => profiler.start());
afterAll(() => profiler.stop());

describe('matchers of a function: what it did since the test began', () => {
  let test: TestWindow;
  beforeEach(() => void (test = new TestWindow()));
  afterEach(() => void test.close());

  it('counts entries, exactly', async () => {
    await checkout();
    expect(matchers.toHaveBeenEntered(load, 2).pass).toBe(true);
    expect(matchers.toHaveBeenEntered(load, 1).pass).toBe(false);
    expect(matchers.toHaveBeenEntered(load, 3).pass).toBe(false);
    expect(matchers.toHaveBeenEnteredAtMost(load, 1).pass).toBe(false);
    expect(matchers.toHaveBeenEnteredAtMost(load, 2).pass).toBe(true);
    expect(matchers.toHaveBeenEntered(load).pass).toBe(true);
    expect(matchers.toHaveBeenEntered(mail).pass).toBe(false);
  });

  it('knows nothing of what was before', () => {
    expect(matchers.toHaveBeenEntered(load, 0).pass).toBe(true);
  });

  it('counts suspensions and awaits in sequence', async () => {
    await Promise.all([checkout(), checkout()]);
    expect(matchers.toHaveSuspended(checkout, 4).pass).toBe(true);
    expect(matchers.toHaveSuspendedAtMost(checkout, 3).pass).toBe(false);
    expect(matchers.toHaveAwaitedInSequenceAtMost(checkout, 2).pass).toBe(true);
    expect(matchers.toHaveAwaitedInSequenceAtMost(checkout, 1).pass).toBe(false);
    expect(matchers.toHaveAwaitedInSequenceAtMost(load, 0).pass).toBe(true);
  });

  it('knows classes by their constructors, and methods by themselves', async () => {
    await new Cart().total();
    expect(matchers.toHaveBeenEntered(Cart as never, 1).pass).toBe(true);
    expect(matchers.toHaveSuspended(Cart.prototype.total, 3).pass).toBe(true);
  });

  it('tells what has not settled', async () => {
    await load(1);
    void mail();
    expect(matchers.toHaveSettled(load).pass).toBe(true);
    expect(matchers.toHaveSettled(mail).pass).toBe(false);
    expect(() => matchers.toHaveSettled(checkout)).toThrow(/expected checkout .* at least once/);
  });

  it('takes names, with the file before them where they are in several', async () => {
    program('function only() { f() } function f() {} const exported = only();', '/other/one.js');
    program('function load() { f() } function f() {} const exported = load();', '/other/two.js');
    expect(matchers.toHaveBeenEntered('only', 1).pass).toBe(true);
    expect(() => matchers.toHaveBeenEntered('load')).toThrow(
      `several functions are called "load": cart.js:2, /other/two.js:1. Put the file before the name: 'cart.js:load'`,
    );
    expect(matchers.toHaveBeenEntered('two.js:load', 1).pass).toBe(true);
    expect(matchers.toHaveBeenEntered('cart.js:load', 0).pass).toBe(true);
  });

  it('does not take a slip of the pen for a function that was never entered', () => {
    expect(() => matchers.toHaveBeenEntered('totle', 0)).toThrow('is called "totle"');
    expect(() => matchers.toHaveBeenEntered('total', 0)).toThrow('Is it Cart.total?');
  });

  it('takes a mock for what implements it', async () => {
    const mock = jest.fn(load);
    await mock(1);
    expect(matchers.toHaveBeenEntered(mock as unknown as Subject, 1).pass).toBe(true);
  });

  it('says who did it', async () => {
    await checkout();
    await load(3);
    expect(matchers.toHaveBeenEntered(load, 1).message().split('\n')).toEqual([
      'expected load (cart.js:2) to be entered once in this test',
      'it was entered 3 times:',
      '  2 by checkout (cart.js:11)',
      '  1 by code that is not instrumented, or by the event loop',
    ]);
    expect(matchers.toHaveSuspendedAtMost(checkout, 1).message().split('\n')).toEqual([
      'expected checkout (cart.js:11) to be suspended at most once in this test',
      'it was suspended 2 times:',
      '  1 at cart.js:12:15 in checkout',
      '  1 at cart.js:13:15 in checkout',
    ]);
    expect(matchers.toHaveBeenEntered(load, 3).message()).toContain('not to be entered 3 times');
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'a bound function',
      () => matchers.toHaveBeenEntered(load.bind(null)),
      /"bound load" is not inst/,
    ],
    [
      'no function',
      () => matchers.toHaveBeenEntered(7 as never),
      /a function or its name, not number/,
    ],
    ['no count', () => matchers.toHaveSuspended(load, NaN), /expected a number of times, not NaN/],
  ])('refuses %s', (_name, match, message) => {
    expect(match).toThrow(message);
  });
});

describe('matchers of a callback: what ran while it did', () => {
  it('counts all that ran', async () => {
    expect((await matchers.toSuspend(() => checkout(), 4)).pass).toBe(true);
    expect((await matchers.toSuspendAtMost(() => checkout(), 3)).pass).toBe(false);
    expect((await matchers.toAwaitInSequenceAtMost(() => checkout(), 1)).pass).toBe(true);
    expect((await matchers.toAwaitInSequenceAtMost(() => checkout(), 0)).pass).toBe(false);
  });

  it('counts one function', async () => {
    expect((await matchers.toSuspend(() => checkout(), 2, load)).pass).toBe(true);
    expect((await matchers.toEnter(() => checkout(), load, 2)).pass).toBe(true);
    expect((await matchers.toEnter(() => checkout(), load)).pass).toBe(true);
    expect((await matchers.toEnter(() => load(1), checkout)).pass).toBe(false);
    expect((await matchers.toEnterAtMost(() => checkout(), 'cart.js:load', 1)).pass).toBe(false);
  });

  it('tells what the callback has left unsettled', async () => {
    expect((await matchers.toSettle(() => checkout())).pass).toBe(true);
    const verdict = await matchers.toSettle(async () => {
      void mail();
      await checkout();
    });
    expect(verdict.pass).toBe(false);
    expect(verdict.message().split('\n')).toEqual([
      'expected what ran to settle while the callback ran',
      'it left 1 unsettled:',
      '  1 at cart.js:3:27 in mail',
    ]);
  });

  it('leaves out who merely waits meanwhile: the test itself, and what ran before', async () => {
    const measure = program<(match: () => Promise<unknown>) => Promise<unknown>>(
      'const exported = async (match) => await match();',
    );
    void poll();
    const verdict = await measure(() => matchers.toSuspend(() => checkout(), 4));
    stop();
    expect(verdict).toMatchObject({ pass: true });
    void measure(() => matchers.toSettle(() => checkout()));
    expect((await matchers.toSettle(() => load(1))).pass).toBe(true);
  });

  it('rejects as the callback does', async () => {
    const failure = new Error('no such cart');
    await expect(matchers.toSettle(() => Promise.reject(failure))).rejects.toBe(failure);
  });

  it('refuses what is no function', async () => {
    await expect(matchers.toSettle(checkout() as never)).rejects.toThrow(
      'expected a function to call, not object; write () => checkout(cart)',
    );
  });
});

describe('the window of a test', () => {
  it('is needed for matchers in the past tense', () => {
    expect(() => matchers.toHaveBeenEntered(load)).toThrow('no test is running');
  });

  it('is that of the test whose code runs, where several run at the same time', async () => {
    profiler.stop();
    profiler.start({ tag: tagOfTest });
    const test = async (times: number) => {
      const window = new TestWindow(true);
      await window.run(async () => {
        for (let i = 0; i < times; i++) await load(i);
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (times > 0) await load(0);
        expect(matchers.toHaveBeenEntered(load, times + Math.sign(times)).pass).toBe(true);
        expect((await matchers.toSuspend(() => load(1), 1)).pass).toBe(true);
      });
      return window.close();
    };
    const profiles = await Promise.all([test(3), test(0), test(5)]);
    expect(profiles.map((profile) => totals(profile).calls)).toEqual([4 + 1, 1, 6 + 1]);
  });

  it('is empty where nothing ran', () => {
    const window = new TestWindow(true);
    expect(window.close().threads).toEqual([]);
  });
});
