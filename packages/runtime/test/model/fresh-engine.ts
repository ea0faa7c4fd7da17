import type { Probes, Profiler } from '../../src/index.js';
import type { WatchedThread } from '../../src/watch.js';

export interface Engine {
  probes: Probes;
  profiler: Profiler;
  /** Reads the engine's memory by another engine, as another thread would. */
  watched: WatchedThread;
}

/** A new engine; the runtime itself has one per thread. */
export async function loadEngine(): Promise<Engine> {
  let loaded: Omit<Engine, 'watched'> | undefined;
  let memory: SharedArrayBuffer | undefined;
  await jest.isolateModulesAsync(async () => {
    const { probes } = await import('../../src/engine/probes.js');
    const { Profiler } = await import('../../src/profiler/profiler.js');
    ({ threadMemory: memory } = await import('../../src/platform/thread-memory.js'));
    loaded = { probes, profiler: new Profiler() };
  });
  let watched: WatchedThread | undefined;
  await jest.isolateModulesAsync(async () => {
    const { WatchedThread } = await import('../../src/watch.js');
    const { thread } = await import('../../src/platform/thread.js');
    watched = new WatchedThread(memory!, { ...thread });
  });
  return { ...loaded!, watched: watched! };
}
