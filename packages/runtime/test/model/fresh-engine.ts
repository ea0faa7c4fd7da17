import type { Probes, Profile, Profiler } from '../../src/index.js';
import type { WatchedThread } from '../../src/watch.js';

export interface Engine {
  probes: Probes;
  profiler: Profiler;
  /** Reads the engine's memory by another engine, as another thread would. */
  watched: WatchedThread;
  /** The same from an image of that memory, as it is read later. */
  readImage(): Profile | undefined;
}

/** A new engine; the runtime itself has one per thread. */
export async function loadEngine(): Promise<Engine> {
  let loaded: Pick<Engine, 'probes' | 'profiler'> | undefined;
  let memory: SharedArrayBuffer | undefined;
  await jest.isolateModulesAsync(async () => {
    const { probes } = await import('../../src/engine/probes.js');
    const { Profiler } = await import('../../src/profiler/profiler.js');
    ({ threadMemory: memory } = await import('../../src/platform/thread-memory.js'));
    loaded = { probes, profiler: new Profiler() };
  });
  let watching: Pick<Engine, 'watched' | 'readImage'> | undefined;
  await jest.isolateModulesAsync(async () => {
    const { isImage, WatchedThread } = await import('../../src/watch.js');
    const { thread } = await import('../../src/platform/thread.js');
    const name = { ...thread };
    const watched = new WatchedThread(memory!, name);
    const readImage = () => {
      const { parts, moment, isIntact } = watched.image()!;
      const image = new Uint8Array(Buffer.concat(parts)).buffer;
      if (!isIntact() || !isImage(image)) return undefined;
      return new WatchedThread(image, name).read({ moment })!.profile;
    };
    watching = { watched, readImage };
  });
  return { ...loaded!, ...watching! };
}
