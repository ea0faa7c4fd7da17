import type { ThreadId } from '../run-directory/run-directory.js';

/**
 * `main`, `worker 1`, `worker 2 (resize.mjs)`, `process 4711`, `process 4711 worker 1`. Workers are numbered in the
 * order in which they started; Node's thread ids also count threads of its own.
 *
 * @param threads by process and thread
 * @param ownName what a thread calls itself, which is added where it says more than its number
 */
export function nameThreads<Id extends ThreadId>(
  threads: readonly Id[],
  mainProcess: number,
  ownName: (thread: Id) => string | undefined = () => undefined,
): Map<Id, string> {
  const names = new Map<Id, string>();
  const workers = new Map<number, number>();
  for (const id of threads) {
    const words = id.process === mainProcess ? [] : [`process ${id.process}`];
    if (id.thread > 0) {
      const number = (workers.get(id.process) ?? 0) + 1;
      workers.set(id.process, number);
      words.push(numberedWorker(number));
      const own = ownName(id);
      if (own !== undefined && own !== numberedWorker(id.thread)) words.push(`(${own})`);
    }
    names.set(id, words.join(' ') || 'main');
  }
  return names;
}

/** `worker 7`. */
export function numberedWorker(number: number): string {
  return `worker ${number}`;
}
