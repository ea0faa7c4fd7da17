import type { Profile } from '@coroscope/runtime';
import { FiguresStore } from '../src/live/figures-store.js';
import { WORKER_PREFIX } from '../src/live/live-protocol.js';

/** The figures of a place, told apart by when they were taken. */
const figures = (path: string, startedAt: string, name = 'page') =>
  ({ startedAt, program: { arguments: [path] }, threads: [{ name }] }) as unknown as Profile;

describe('the figures of pages', () => {
  const store = new FiguresStore();
  const shown = () => store.profiles.map(({ startedAt }) => startedAt);
  beforeEach(() => store.clear());

  it('are the latest of each', () => {
    store.update('a', figures('/', '1'));
    store.update('b', figures('/', '2'));
    store.update('a', figures('/', '3'));
    expect(shown()).toEqual(['3', '2']);
  });

  it('stay when it is left, until it is loaded again', () => {
    store.update('a', figures('/', '1'));
    store.update('b', figures('/cart', '2'));
    store.close('a');
    store.close('b');
    expect(shown()).toEqual(['1', '2']);
    store.update('c', figures('/', '3'));
    expect(shown()).toEqual(['2', '3']);
  });

  it('may come after its leave', () => {
    store.update('a', figures('/', '1'));
    store.close('a');
    store.update('a', figures('/', '2'));
    store.update('b', figures('/', '3'));
    expect(shown()).toEqual(['3']);
  });

  it('of a worker end with a page, unless it is heard of', () => {
    const [first, second, third] = [1, 2, 3].map((n) => `${WORKER_PREFIX}${n}`) as [
      string,
      string,
      string,
    ];
    store.update('a', figures('/', '1'));
    store.update(first, figures('/work.js', '2', 'worker'));
    store.update(second, figures('/work.js', '3', 'worker'));
    store.close('a');
    store.update(second, figures('/work.js', '4', 'worker'));
    store.update(third, figures('/work.js', '5', 'worker'));
    expect(shown()).toEqual(['1', '4', '5']);
  });

  it('are remembered of so many only: of those that are closed first to go', () => {
    store.update('first', figures('/', 'first'));
    store.update('second', figures('/second', 'second'));
    store.close('second');
    for (let i = 0; i < 99; i++) store.update(`page ${i}`, figures(`/${i}`, String(i)));
    expect(shown()).toHaveLength(100);
    expect(shown()[0]).toBe('first');
    expect(shown()).not.toContain('second');
    store.update('one more', figures('/more', 'more'));
    expect(shown()).toHaveLength(100);
    expect(shown()).not.toContain('first');
    expect(shown().at(-1)).toBe('more');
  });
});
