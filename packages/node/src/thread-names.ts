import type { PartId } from './parts.js';

/**
 * `main`, `worker 1`, `process 4711`, `process 4711 worker 1`. Workers are numbered in the order in
 * which they started; Node's thread ids also count threads of its own.
 *
 * @param threads by process and thread
 */
export function nameThreads<Id extends PartId>(
  threads: readonly Id[],
  mainProcess: number,
): Map<Id, string> {
  const names = new Map<Id, string>();
  const workers = new Map<number, number>();
  for (const id of threads) {
    const words = id.process === mainProcess ? [] : [`process ${id.process}`];
    if (id.thread > 0) {
      const number = (workers.get(id.process) ?? 0) + 1;
      workers.set(id.process, number);
      words.push(`worker ${number}`);
    }
    names.set(id, words.join(' ') || 'main');
  }
  return names;
}
