import { canSuspend } from '../document/kinds.js';
import type {
  ContextTable,
  FunctionDescription,
  ProbeCost,
  ProbeCosts,
  Profile,
  Thread,
} from '../document/profile.js';
import { ProfileError } from '../document/profile-error.js';
import { threadKey } from '../document/thread-key.js';
import { outermostRows } from '../tables/context-tree.js';

/**
 * The profile less what its probes cost: what they took inside an activation from its own `self`,
 * what they took around it from its caller's, and both from `onStack` and `awaiting` of everybody
 * who had them in there. No figure falls below zero; `elapsed` is what is left. Probes take no idle
 * time, so those that ran with nothing on the stack are taken from `elsewhere`. Counts, spans, long tasks,
 * the waits at sites, contended time and blame stay as measured.
 *
 * Where an activation ran is known to the context, not to the moment: of what a coroutine did, the
 * part on its caller's stack is taken to be in proportion to the time that it spent there.
 *
 * @param name What errors call the document: a file name, typically.
 * @throws ProfileError when the costs of the probes were not measured.
 */
export function compensate(profile: Profile, name = 'the profile'): Profile {
  if (!profile.threads.some(({ probeCosts }) => probeCosts)) {
    throw new ProfileError(name, 'does not say what its probes cost; profile the program again');
  }
  const probes = profile.threads.map(({ contexts, probeCosts }) =>
    probeCosts ? new ContextProbes(contexts, probeCosts, profile.functions) : undefined,
  );
  const takenOf = takeFromIdleTime(profile.threads, probes);
  const threads = profile.threads.map((thread, i) => {
    const found = probes[i];
    return found ? withoutProbes(thread, found, takenOf.get(threadKey(thread))!) : thread;
  });
  const taken = [...takenOf.values()].reduce((sum, time) => sum + time, 0);
  return {
    ...profile,
    elapsed: Math.max(0, ...threads.map(({ elapsed }) => elapsed)),
    threads,
    notes: [
      ...profile.notes,
      `Compensated: ${Number(taken.toPrecision(3))} ms of the profiler's own probes were taken off. ` +
        'Spans, long tasks, blame, contended time and the waits at single awaits are as measured.',
    ],
  };
}

/**
 * Time with nothing on the stack is no tag's, but has in it the probes around what ran under each.
 *
 * @returns By thread how much its probes took of it in all.
 */
function takeFromIdleTime(
  threads: Thread[],
  probes: (ContextProbes | undefined)[],
): Map<string, number> {
  const idle = new Map<string, number>();
  const taken = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, time: number) =>
    sums.set(key, (sums.get(key) ?? 0) + time);
  threads.forEach((thread, i) => add(idle, threadKey(thread), probes[i]?.idle ?? 0));
  threads.forEach((thread, i) => {
    const key = threadKey(thread);
    const found = probes[i];
    if (!found) return;
    if (thread.tag === undefined) found.self[0] = limited(idle.get(key)!, thread.contexts.self[0]);
    add(taken, key, sum(found.self));
  });
  return taken;
}

function withoutProbes(thread: Thread, probes: ContextProbes, takenOfThread: number): Thread {
  const { probeCosts: _taken, ...rest } = thread;
  const { contexts } = thread;
  const less = (column: number[], taken: Float64Array) =>
    column.map((time, row) => time - taken[row]);
  // Recursion counts once, as in the figures themselves.
  const outermost = outermostRows(contexts, contexts.function);
  const onStackOf = new Map<number, number>();
  for (let row = 1; row < contexts.function.length; row++) {
    if (!outermost[row]) continue;
    const fn = contexts.function[row];
    onStackOf.set(fn, (onStackOf.get(fn) ?? 0) + probes.onStack[row]);
  }
  return {
    ...rest,
    elapsed: Math.max(0, thread.elapsed - takenOfThread),
    ...offStackLess(thread, probes.self[0]),
    contexts: {
      ...contexts,
      self: less(contexts.self, probes.self),
      onStack: less(contexts.onStack, probes.onStack),
      awaiting: less(contexts.awaiting, probes.awaiting),
      external: less(contexts.external, probes.external),
    },
    functions: {
      ...thread.functions,
      onStack: thread.functions.onStack.map((time, i) =>
        Math.max(0, time - (onStackOf.get(thread.functions.function[i]) ?? 0)),
      ),
    },
  };
}

/** The time off the stack less the probes in it, which are busy time unless that was measured too short. */
function offStackLess(
  { idle, elsewhere }: Thread,
  taken: number,
): Pick<Thread, 'idle' | 'elsewhere'> {
  if (idle === undefined || elsewhere === undefined) return {};
  const busy = limited(taken, elsewhere);
  return { idle: idle - (taken - busy), elsewhere: elsewhere - busy };
}

/** How much of each figure of each context are probes. */
class ContextProbes {
  /** Probes while nothing was on the stack. */
  idle = 0;
  readonly self: Float64Array;
  readonly onStack: Float64Array;
  readonly awaiting: Float64Array;
  readonly external: Float64Array;

  constructor(contexts: ContextTable, costs: ProbeCosts, functions: FunctionDescription[]) {
    const { parent, calls, suspensions } = contexts;
    const { length } = parent;
    const column = () => new Float64Array(length);
    this.self = column();
    this.onStack = column();
    this.awaiting = column();
    this.external = column();
    /** Of the children: time on stack and probes in it, of those that stay on their caller's stack. */
    const synchronous = { onStack: column(), probes: column() };
    /** And of those that may leave it. */
    const suspendable = { onStack: column(), probes: column() };
    /** Probes below the context while it was not on the stack itself. */
    const elsewhere = column();

    // Children follow their parents: backwards, a row is complete when its turn comes.
    for (let row = length - 1; row > 0; row--) {
      const description = functions[contexts.function[row]];
      const isSuspendable = canSuspend(description.kind, {
        suspensions: suspensions[row],
        awaiting: contexts.awaiting[row],
      });
      const cost = costOfCall(description, isSuspendable, costs, untimedShare(contexts, row));
      const between = suspensions[row] * costs.suspension.outside;

      this.self[row] += calls[row] * cost.inside + suspensions[row] * costs.suspension.inside;
      this.self[row] = limited(this.self[row], contexts.self[row]);
      const share = shareOnStack(
        contexts.onStack[row] - contexts.self[row] - synchronous.onStack[row],
        suspendable.onStack[row],
      );
      this.onStack[row] = limited(
        this.self[row] + synchronous.probes[row] + share * suspendable.probes[row],
        contexts.onStack[row],
      );
      elsewhere[row] += (1 - share) * suspendable.probes[row];
      this.#takeFromWaits(contexts, row, between, elsewhere[row]);

      // Around a generator's steps is its consumer, as a rule its caller; around an await, nothing.
      const above = parent[row];
      const isGenerator = description.kind === 'generator';
      this.self[above] += calls[row] * cost.outside + (isGenerator ? between : 0);
      if (!isGenerator) this.idle += between;
      const table = isSuspendable ? suspendable : synchronous;
      table.onStack[above] += contexts.onStack[row];
      table.probes[above] += this.onStack[row];
      elsewhere[above] += elsewhere[row];
    }
    this.idle += this.self[0];
    this.self[0] = 0;
  }

  /** What nothing deeper explains has only the probes of the waits themselves in it. */
  #takeFromWaits(contexts: ContextTable, row: number, between: number, below: number): void {
    const awaiting = contexts.awaiting[row];
    const external = contexts.external[row];
    if (awaiting <= 0) return;
    const own = limited(between, awaiting);
    this.external[row] = limited((own * external) / awaiting, external);
    this.awaiting[row] = limited(own + limited(below, awaiting - external), awaiting);
  }
}

function costOfCall(
  { counted }: FunctionDescription,
  isSuspendable: boolean,
  costs: ProbeCosts,
  untimed: number,
): ProbeCost {
  if (counted) return costs.count;
  if (isSuspendable) return costs.coroutine;
  // Without a look at the clock, the probes of a call are not much more than those of a leaf.
  return {
    inside: costs.call.inside * (1 - untimed),
    outside: costs.call.outside * (1 - untimed) + costs.count.outside * untimed,
  };
}

/** The share of a context's calls that were not timed. */
function untimedShare({ calls, untimed }: ContextTable, row: number): number {
  return untimed === undefined || calls[row] === 0 ? 0 : untimed[row] / calls[row];
}

/** The part of the time of a context's coroutines that was spent on its own stack. */
function shareOnStack(onItsStack: number, altogether: number): number {
  return altogether > 0 ? Math.min(1, Math.max(0, onItsStack / altogether)) : 0;
}

/** Never more than there is. */
function limited(time: number, available: number): number {
  return Math.min(time, Math.max(0, available));
}

function sum(times: Float64Array): number {
  return times.reduce((total, time) => total + time, 0);
}
