import type { Profile } from '@coroscope/runtime';
import { FiguresStore } from '../src/vite/figures-store.js';
import { WORKER_PREFIX } from '../src/vite/live-protocol.js';

/** The figures of a place, told apart by when they were taken. */
const figures = (path: string, startedAt: string, name = 'page') =>
  ({ startedAt, program: { arguments: [path] }, threads: [{ name }] }) as unknown as Profile;

describe('the figures of pages', () => {
  const store = new FiguresStore();
  const shown = () => store.profiles.map(({ startedAt }) => startedAt);
  beforeEach(() => store.clear());

  it('are the latest of each', () => {
    store.take('a', figures('/', '1'));
    store.take('b', figures('/', '2'));
    store.take('a', figures('/', '3'));
    expect(shown()).toEqual(['3', '2']);
  });

  it('stay when it is left, until it is loaded again', () => {
    store.take('a', figures('/', '1'));
    store.take('b', figures('/cart', '2'));
    store.leave('a');
    store.leave('b');
    expect(shown()).toEqual(['1', '2']);
    store.take('c', figures('/', '3'));
    expect(shown()).toEqual(['2', '3']);
  });

  it('may come after its leave', () => {
    store.take('a', figures('/', '1'));
    store.leave('a');
    store.take('a', figures('/', '2'));
    store.take('b', figures('/', '3'));
    expect(shown()).toEqual(['3']);
  });

  it('of a worker end with a page, unless it is heard of', () => {
    const [first, second, third] = [1, 2, 3].map((n) => `${WORKER_PREFIX}${n}`) as [
      string,
      string,
      string,
    ];
    store.take('a', figures('/', '1'));
    store.take(first, figures('/work.js', '2', 'worker'));
    store.take(second, figures('/work.js', '3', 'worker'));
    store.leave('a');
    store.take(second, figures('/work.js', '4', 'worker'));
    store.take(third, figures('/work.js', '5', 'worker'));
    expect(shown()).toEqual(['1', '4', '5']);
  });
});
