import type { LongTask, Profile, Thread } from '../document/profile.js';
import type { FindingBase, FindingKind } from './finding.js';
import { grouped } from './grouped.js';
import { isZero } from '../tables/context-columns.js';
import { isBusy } from './utilisation.js';
import { functionWithLocation, quantity, type FindingWording } from './wording.js';

/** A function, called or resumed by the event loop, that kept the event loop from going on. */
export interface BlockedEventLoop extends FindingBase {
  kind: 'blocked-event-loop';
  /** Index in the profile's `threads`. */
  thread: number;
  /** The contended time of others while its tasks ran; undefined where idle time is unknown. */
  blame: number | undefined;
  /** How many waits of others that was; undefined where that was not counted. */
  keptWaiting: number | undefined;
  /** How many long tasks began in it, and the longest of them; undefined if there is none. */
  tasks: number;
  longest: LongestTask | undefined;
}

export interface LongestTask {
  /** Milliseconds since the window opened. */
  start: number;
  duration: number;
  /** CPU time in it, where that is known: for the rest the thread stood still. */
  cpu: number | undefined;
  /** Functions from the bottom of the stack to what took most of it. */
  path: number[];
}

/** Milliseconds from which on a task is worth a line whether or not others waited for it. */
const LONG_TASK = 20;
/** The share of the elapsed time from which on many shorter tasks are, if others waited for them. */
const LARGE_SHARE = 0.05;
/** A task that computed for less of its time mostly stood still. */
const STOOD_STILL = 0.5;
/** Functions of a path that a sentence names. */
const MOST_NAMES = 4;

export const blockedEventLoop: FindingKind<BlockedEventLoop> = {
  kind: 'blocked-event-loop',

  detect({ profile, threads: rows, threshold }) {
    return profile.threads.flatMap((thread, index) => {
      const knowsBlame = thread.contexts.blame !== undefined;
      const worth = Math.max(threshold, LARGE_SHARE * thread.elapsed);
      const heldBy = heldByFunction(thread);
      const tasksOf = tasksByFunction(thread);
      return [...new Set([...heldBy.keys(), ...tasksOf.keys()])].flatMap((owner) => {
        const tasks = tasksOf.get(owner) ?? [];
        const [longest] = tasks;
        const long = tasks.filter(({ duration }) => duration >= Math.max(LONG_TASK, threshold));
        const { blame, gain } = heldBy.get(owner) ?? NOTHING_HELD;
        if (gain < worth && long.length === 0) return [];
        // With a busy thread, all of its time is worth having; else what others could have had of it.
        const inLongTasks = long.reduce((sum, { duration }) => sum + duration, 0);
        const ofThread = isBusy(rows[index]) ? inLongTasks : knowsBlame ? 0 : longest.duration;
        const cost = Math.max(gain, ofThread);
        const finding: BlockedEventLoop = {
          kind: 'blocked-event-loop',
          function: owner,
          sites: [],
          cost: cost < threshold ? 0 : cost,
          thread: index,
          blame: knowsBlame ? blame : undefined,
          keptWaiting: keptWaitingBy(owner, thread),
          tasks: Math.max(long.length, longest === undefined ? 0 : 1),
          longest: longest && describeTask(longest, thread),
        };
        return [finding];
      });
    });
  },

  // Where next to nothing waited and the thread had time, a fix gives nothing that can be measured.
  rank: ({ cost }) => (cost > 0 ? 'cost' : 'condition'),

  // Where the thread has time, the waits decide.
  givesWay: ({ thread }, { threads }) => !isBusy(threads[thread]),

  title(finding, { functions }) {
    const { name } = functions[finding.function];
    return hasKeptWaiting(finding)
      ? `${name} kept other calls waiting`
      : `${name} held the event loop`;
  },

  describe(finding, profile, wording) {
    const { clock, threads } = profile;
    const { function: owner, longest, tasks } = finding;
    const who = functionWithLocation(owner, profile, wording);
    const where = threads.length > 1 ? ` of ${threads[finding.thread].name}` : '';
    const cpuTime = clock.kind === 'cpu' ? ' of CPU time' : '';
    const kept = `${who} kept ${othersWaiting(finding, where, wording)}`;
    if (longest === undefined) return `${kept}, in many short tasks.`;
    const duration = wording.time(longest.duration);
    const isKept = hasKeptWaiting(finding);
    const sentence = isKept
      ? `${kept}${tasks > 1 ? `, while it ran up to ${duration} at a time` : `; its longest task took ${duration}`}`
      : `${who} held the event loop${where} for ${duration}${cpuTime} without a break, ` +
        `${wording.time(longest.start)} after the start`;
    const often = tasks > 1 ? oftenIn(tasks, isKept) : '';
    const path = heaviest(longest, owner, profile, wording);
    return `${sentence}${often}${path}${meanwhile(finding, wording)}.${stoodStill(longest, tasks, wording)}`;
  },
};

/** Which calls it kept waiting, how often and for how long. */
function othersWaiting(
  { blame = 0, keptWaiting }: BlockedEventLoop,
  where: string,
  { time }: FindingWording,
): string {
  if (keptWaiting === 1) return `another call${where} waiting for ${time(blame)}`;
  const often = keptWaiting === undefined ? '' : ` ${quantity(keptWaiting, 'time')}`;
  return `other calls${where} waiting${often}, ${time(blame)} in all`;
}

/** Whether others waited for long enough that it is the point of the finding. */
function hasKeptWaiting({ blame, cost }: BlockedEventLoop): boolean {
  return blame !== undefined && blame > 0 && cost > 0;
}

/** What others waited, where that is not the point. */
function meanwhile(finding: BlockedEventLoop, { time }: FindingWording): string {
  const { blame } = finding;
  if (blame === undefined || hasKeptWaiting(finding)) return '';
  return blame === 0
    ? '; no call waited meanwhile'
    : `; other calls waited ${time(blame)} meanwhile`;
}

function oftenIn(tasks: number, isKept: boolean): string {
  return isKept
    ? ` (${quantity(tasks, 'long task')})`
    : `, the longest of ${quantity(tasks, 'such task')}`;
}

/** What a function held up from the bottom of the stack. */
interface Held {
  /** The contended time of others: it adds up what several of them waited at the same time. */
  blame: number;
  /** What they would have gained, at most: no more than the function ran. */
  gain: number;
}

const NOTHING_HELD: Held = { blame: 0, gain: 0 };

function heldByFunction({ contexts }: Thread): Map<number, Held> {
  const sums = new Map<number, Held>();
  if (contexts.blame === undefined || isZero(contexts.blame)) return sums;
  contexts.blame.forEach((blame, row) => {
    const owner = contexts.function[row];
    if (owner < 0 || blame === 0) return;
    const known = sums.get(owner) ?? NOTHING_HELD;
    const gain = Math.min(blame, contexts.onStack[row]);
    sums.set(owner, { blame: known.blame + blame, gain: known.gain + gain });
  });
  return sums;
}

function keptWaitingBy(owner: number, { functions }: Thread): number | undefined {
  return functions.keptWaiting?.[functions.function.indexOf(owner)];
}

/** The long tasks of each function at the bottom of the stack, longest first. */
function tasksByFunction({ contexts, stretches }: Thread): Map<number, LongTask[]> {
  const tasks = new Map<number, LongTask[]>();
  for (const task of stretches) {
    const owner = contexts.function[task.context];
    if (owner >= 0) tasks.set(owner, [...(tasks.get(owner) ?? []), task]);
  }
  return tasks;
}

function describeTask(task: LongTask, { contexts }: Thread): LongestTask {
  const path: number[] = [];
  for (let row = task.heaviest; row > 0; row = contexts.parent[row]) {
    path.unshift(contexts.function[row]);
    if (row === task.context) break;
  }
  return { start: task.start, duration: task.duration, cpu: task.cpu, path };
}

function heaviest(
  { path }: LongestTask,
  owner: number,
  profile: Profile,
  wording: FindingWording,
): string {
  const last = path.at(-1);
  if (last === undefined || last === owner) return '';
  const between = path.slice(1, -1).map((index) => profile.functions[index].name);
  const through = between.length === 0 ? '' : `, called through ${listed(between)}`;
  return `, most of it in ${functionWithLocation(last, profile, wording)}${through}`;
}

/** `a, b, c and 9 more`. */
function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0
    ? `${names.slice(0, MOST_NAMES).join(', ')} and ${grouped(rest, 0)} more`
    : names.join(', ');
}

function stoodStill(
  { cpu, duration }: LongestTask,
  tasks: number,
  { time }: FindingWording,
): string {
  if (cpu === undefined || cpu >= duration * STOOD_STILL) return '';
  return (
    ` The thread computed for only ${time(cpu)} of ${tasks > 1 ? 'the longest' : 'it'} and stood ` +
    `still for the rest: synchronous I/O, or other programs had the processor.`
  );
}
