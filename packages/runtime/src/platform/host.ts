/** What the runtime uses of its host, where the host has it. The runtime imports no modules. */
interface NodeProcess {
  pid?: number;
  hrtime?: { bigint?: () => bigint };
  getBuiltinModule?: (name: string) => {
    types: { isPromise(value: unknown): boolean; isProxy(value: unknown): boolean };
  };
  threadCpuUsage?: () => { user: number; system: number };
  cpuUsage?: () => { user: number; system: number };
}

interface HostPerformance {
  now(): number;
  nodeTiming?: { idleTime: number; uvMetricsInfo?: { loopCount: number } };
}

// Captured once: a program may replace any global later.
const { performance } = globalThis as unknown as { performance?: HostPerformance };
const host = (globalThis as { process?: NodeProcess }).process;

/** The one CPU clock that counts a single thread. */
const THREAD_CPU_CLOCK = 'process.threadCpuUsage';

/**
 * The CPU clock of this thread, in milliseconds. Node before 23.9 knows only that of the process,
 * which includes V8's helper threads.
 */
export function platformCpuClock(): { source: string; read: () => number } | undefined {
  const read = host?.threadCpuUsage ?? host?.cpuUsage;
  if (read === undefined) return undefined;
  const usageOf = read.bind(host);
  return {
    source: host?.threadCpuUsage ? THREAD_CPU_CLOCK : 'process.cpuUsage',
    read: () => {
      const usage = usageOf();
      return (usage.user + usage.system) / 1000;
    },
  };
}

/** What the event loop says of itself. */
export interface LoopMetrics {
  /** Milliseconds that it has slept, from any origin. */
  idle: () => number;
  /** The number of its turns. */
  turn: () => number;
}

/** Those of Node, for each thread its own; other hosts have none, or none that move. */
export const platformLoopMetrics: LoopMetrics | undefined = loopMetrics();

function loopMetrics(): LoopMetrics | undefined {
  const nodeTiming = performance?.nodeTiming;
  if (nodeTiming?.uvMetricsInfo === undefined) return undefined;
  return { idle: () => nodeTiming.idleTime, turn: () => nodeTiming.uvMetricsInfo!.loopCount };
}

/** Tells promises from everything else, proxies included, without running code of the program. */
const types = host?.getBuiltinModule?.('node:util')?.types;
export const platformIsPromise = types?.isPromise;
export const platformIsProxy = types?.isProxy;

/** Milliseconds from a fixed origin. A bare realm, such as a new one of `node:vm`, knows only the date. */
export const platformWallClock = performance?.now.bind(performance) ?? dateClock();
export const wallClockSource = performance === undefined ? 'Date.now' : 'performance.now';

/** The date as a clock: time stands still while the date is set back. */
function dateClock(): () => number {
  const { now } = Date;
  let latest = 0;
  return () => {
    const moment = now();
    if (moment > latest) latest = moment;
    return latest;
  };
}

/** The same in nanoseconds, on Node. */
export const platformNanoseconds = host?.hrtime?.bigint;

export const platformProcessId = host?.pid;
