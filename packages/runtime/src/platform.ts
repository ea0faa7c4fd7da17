/** What the runtime takes from its host, where the host has it; it imports nothing. */
interface NodeProcess {
  pid?: number;
  hrtime?: { bigint?: () => bigint };
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

/** Milliseconds from a fixed origin; every engine that we serve has it. */
export const platformWallClock = performance.now.bind(performance);

/** The same in nanoseconds, in Node. */
export const platformNanoseconds = host?.hrtime?.bigint;

export const platformProcessId = host?.pid;
