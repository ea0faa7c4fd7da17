/** What the runtime takes from its host, where the host has it; it imports nothing. */
interface NodeProcess {
  pid?: number;
  versions?: { node?: string };
  hrtime?: () => [seconds: number, nanoseconds: number];
  getBuiltinModule?: (name: string) => { types: { isPromise(value: unknown): boolean } };
  threadCpuUsage?: () => { user: number; system: number };
  cpuUsage?: () => { user: number; system: number };
}

// Captured once: a program may replace any global later.
const host = (globalThis as { process?: NodeProcess }).process;

/**
 * The CPU clock of this thread, in milliseconds. Node before 23.9 knows only that of the process,
 * which counts the engine's helper threads too.
 */
export function platformCpuClock(): { source: string; read: () => number } | undefined {
  const read = host?.threadCpuUsage ?? host?.cpuUsage;
  if (read === undefined) return undefined;
  const usageOf = read.bind(host);
  return {
    source: host?.threadCpuUsage ? 'process.threadCpuUsage' : 'process.cpuUsage',
    read: () => {
      const usage = usageOf();
      return (usage.user + usage.system) / 1000;
    },
  };
}

/** Tells a promise from everything else, proxies included, without running code of the program. */
export const platformIsPromise = host?.getBuiltinModule?.('node:util')?.types.isPromise;

const { performance } = globalThis as unknown as { performance: { now(): number } };

/** A monotonic clock in milliseconds; every engine that we serve has one. */
export const platformWallClock = hasSlowPerformanceNow()
  ? { source: 'process.hrtime', read: millisecondsOf(host!.hrtime!) }
  : { source: 'performance.now', read: performance.now.bind(performance) };

/** Before version 24, `performance.now` of Node checks its receiver at the price of a tenth of a reading. */
function hasSlowPerformanceNow(): boolean {
  return host?.hrtime !== undefined && Number.parseInt(host.versions?.node ?? '', 10) < 24;
}

function millisecondsOf(hrtime: () => [seconds: number, nanoseconds: number]): () => number {
  // From an origin of its own, so that a double has room for the nanoseconds.
  const [origin] = hrtime();
  return () => {
    const time = hrtime();
    return (time[0] - origin) * 1e3 + time[1] * 1e-6;
  };
}

export const platformProcessId = host?.pid;
