// Whole processes, in turn.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { median } from './statistics.mjs';

/**
 * Runs commands in turn, so that what else the machine does falls on all of them.
 *
 * @param contenders `{ name, command, prepare }`: the command with its arguments, and what is done before each run
 * @param measure milliseconds of a run that took so long and printed that, of the contender of that name
 * @returns the milliseconds of each contender's runs, sorted
 */
export function runInTurn(contenders, rounds, options, measure = (elapsed) => elapsed) {
  const times = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, command, prepare } of contenders) {
      prepare?.();
      const start = performance.now();
      const [file, ...args] = command;
      const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', ...options });
      const elapsed = performance.now() - start;
      if (status !== 0) throw new Error(`${name} failed:\n${stdout}${stderr}`);
      times.get(name).push(measure(elapsed, stdout, name));
    }
  }
  for (const values of times.values()) values.sort((a, b) => a - b);
  return times;
}

/** `123 (110 to 150)`: the median, and the middle half. */
export function spread(times) {
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return `${median(times).toFixed(0)} (${at(0.25).toFixed(0)} to ${at(0.75).toFixed(0)})`;
}

export const ratio = (times, base) => `${(median(times) / median(base)).toFixed(2)}×`;
