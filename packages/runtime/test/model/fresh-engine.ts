import type { Probes, Profiler } from '../../src/index.js';

interface Engine {
  probes: Probes;
  profiler: Profiler;
}

/** An engine that nobody has used yet; the runtime itself has one a thread. */
export async function loadEngine(): Promise<Engine> {
  let engine: Engine | undefined;
  await jest.isolateModulesAsync(async () => {
    const { probes } = await import('../../src/probes.js');
    const { Profiler } = await import('../../src/profiler.js');
    engine = { probes, profiler: new Profiler() };
  });
  return engine!;
}
