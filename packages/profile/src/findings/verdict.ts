import type { Profile } from '../document/profile.js';
import { isZero } from '../tables/context-columns.js';
import { threadTable, type ThreadRow } from '../tables/thread-table.js';
import { isBusy } from './utilisation.js';
import { plainWording, type FindingWording } from './wording.js';

/** What to look at: what held the thread, or what was waited for; nothing if neither stands out. */
export type Advice = 'thread' | 'waits' | 'none';

/** What a program's time went to, in a sentence or two. */
export interface Verdict {
  text: string;
  advice: Advice;
}

/** Threads beside the first one that are named; those are the busiest. */
const MOST_THREADS = 4;
/** The share of the time from which on another thread is busy enough to be named. */
const WORTH_NAMING = 0.1;
/** A smaller share of the time is not worth a clause. */
const NEGLIGIBLE = 0.005;

/**
 * Says whose time it was: that of the program's own code, of code that is not instrumented, or idle,
 * and what follows from that.
 */
export function verdict(profile: Profile, wording: FindingWording = plainWording): Verdict {
  const [main, ...others] = threadTable(profile);
  if (main === undefined || main.elapsed === 0) return { text: 'Nothing ran.', advice: 'none' };
  if (profile.clock.kind === 'cpu') return ofCpuTime(main);
  const subject = others.length > 0 ? `The thread ${main.name}` : 'The thread';
  const share = main.utilisation;
  const sentences = [
    share === undefined ? ofUnknownIdle(main) : `${subject} was ${states(main, share)}.`,
    ...otherThreads(others),
  ];
  const advice = isBusy(main) ? 'thread' : 'waits';
  const outside = sumOf(profile, 'outside');
  return { text: [...sentences, ...advised(advice, main, outside, wording)].join(' '), advice };
}

function ofCpuTime({ onStack, elapsed }: ThreadRow): Verdict {
  const own = onStack / elapsed;
  return {
    text: `Of the CPU time, ${percent(own)} was your code's and ${percent(1 - own)} that of code that is not instrumented.`,
    advice: 'none',
  };
}

function ofUnknownIdle({ onStack, elapsed }: ThreadRow): string {
  const own = onStack / elapsed;
  return (
    `Your code was on the stack ${percent(own)} of the time and off it ${percent(1 - own)}: ` +
    `here it is unknown whether the thread slept then, or ran code that is not instrumented.`
  );
}

/** `busy 91 % of the time: 79 % your code, 12 % code that is not instrumented`. */
function states(thread: ThreadRow, share: number): string {
  const { onStack, elsewhere = 0, elapsed } = thread;
  const own = onStack / elapsed;
  const other = elsewhere / elapsed;
  const parts = [
    own >= NEGLIGIBLE && `${percent(own)} your code`,
    other >= NEGLIGIBLE && `${percent(other)} code that is not instrumented`,
  ].filter((part) => part !== false);
  const busy = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return isBusy(thread)
    ? `busy ${percent(share)} of the time${busy}`
    : `idle ${percent(1 - share)} of the time and busy ${percent(share)}${busy}`;
}

function otherThreads(rows: readonly ThreadRow[]): string[] {
  const busy = rows
    .map(({ name, utilisation, onStack, elapsed }) => ({
      name,
      share: utilisation ?? onStack / Math.max(elapsed, Number.MIN_VALUE),
    }))
    .filter(({ share }) => share >= WORTH_NAMING)
    .sort((a, b) => b.share - a.share);
  if (busy.length === 0) return [];
  const named = busy
    .slice(0, MOST_THREADS)
    .map(({ name, share }, i) => `${name} ${i === 0 ? 'was busy ' : ''}${percent(share)}`);
  const rest = busy.length - named.length;
  return [`${named.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}.`];
}

function advised(
  advice: Advice,
  { contended, blameElsewhere, elapsed, elsewhere = 0, idle = 0 }: ThreadRow,
  outside: number | undefined,
  { time }: FindingWording,
): string[] {
  if (advice === 'thread') {
    if (contended === undefined || contended < elapsed * NEGLIGIBLE) {
      return ['What it computes decides how long the program takes.'];
    }
    const heldBy =
      blameElsewhere !== undefined && blameElsewhere >= contended / 2
        ? ', most of it for code that is not instrumented: include it to see what it does'
        : ': see what held it before what waited';
    return [`Together, calls waited up to ${time(contended)} for the thread${heldBy}.`];
  }
  if (outside === undefined) return [];
  if (elsewhere > idle) {
    return ['Include that code to see what takes so long.'];
  }
  if (contended !== undefined && contended > Math.max(outside / 2, elapsed * NEGLIGIBLE)) {
    return [
      `Together, calls waited up to ${time(contended)} for the thread, and ${time(outside)} for what is outside.`,
    ];
  }
  return outside >= elapsed * NEGLIGIBLE
    ? ['Waits for what is outside decide: timers, sockets, files, databases, other threads.']
    : ['No instrumented call waited then.'];
}

function sumOf({ threads }: Profile, figure: 'outside'): number | undefined {
  let sum = 0;
  for (const { contexts } of threads) {
    const column = contexts[figure];
    if (column === undefined) return undefined;
    if (!isZero(column)) for (const value of column) sum += value;
  }
  return sum;
}

/** `12 %`, and `0.4 %` where that would be none. */
function percent(share: number): string {
  const value = share * 100;
  const digits = value > 0 && value < 1 ? 1 : 0;
  return `${value.toFixed(digits)} %`;
}
