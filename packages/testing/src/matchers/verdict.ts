import type { Count, Figure } from '../counts/counts.js';
import type { FoundFunction } from '../counts/subject.js';

/** The result of a matcher; `pass` and `message` are as Jest and Vitest expect them. */
export interface Verdict {
  pass: boolean;
  message: () => string;
  actual: number;
  expected: string;
}

/** The least and the most that a count may be. */
export interface Bound {
  least: number;
  most: number;
}

export const exactly = (count: number): Bound => ({ least: count, most: count });
export const atMost = (count: number): Bound => ({ least: 0, most: count });
export const atLeastOnce: Bound = { least: 1, most: Infinity };

interface Question {
  figure: Figure;
  bound: Bound;
  /** The function that is counted; undefined for all that ran. */
  of: FoundFunction | undefined;
  /** `in this test` */
  when: string;
}

/** Compares a count with its bound. */
export function judge({ count, causes }: Count, { figure, bound, of, when }: Question): Verdict {
  const pass = bound.least <= count && count <= bound.most;
  const { asked, happened } = WORDS[figure];
  const subject = of ? `${of.name} (${of.location})` : 'what ran';
  return {
    pass,
    actual: count,
    expected: timesOf(bound),
    message: () =>
      [
        `expected ${subject} ${pass ? 'not ' : ''}to ${asked(timesOf(bound))} ${when}`,
        `it ${happened(count)}${causes.length > 0 ? ':' : ''}`,
        ...causes.map((cause) => `  ${cause}`),
      ].join('\n'),
  };
}

interface Words {
  asked(times: string): string;
  happened(count: number): string;
}

const WORDS: Record<Figure, Words> = {
  calls: {
    asked: (times) => `be entered ${times}`,
    happened: (count) => `was entered ${timesText(count)}`,
  },
  suspensions: {
    asked: (times) => `be suspended ${times}`,
    happened: (count) => `was suspended ${timesText(count)}`,
  },
  sequentialAwaits: {
    asked: (times) => `await in sequence ${times}`,
    happened: (count) => `awaited in sequence ${timesText(count)}`,
  },
  unsettled: {
    asked: () => 'settle',
    happened: (count) => (count === 0 ? 'settled' : `left ${count} unsettled`),
  },
};

function timesOf({ least, most }: Bound): string {
  if (most === Infinity) return 'at least once';
  return least === most ? timesText(most) : `at most ${timesText(most)}`;
}

function timesText(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
