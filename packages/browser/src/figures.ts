import { profiler, type Profile } from '@coroscope/runtime';

/** The figures of this page or worker so far, with what the engine can't know: where it runs. */
export function figures(): Profile {
  const profile = profiler.snapshot();
  const { location, navigator } = globalThis;
  return {
    ...profile,
    program: {
      arguments: [location.pathname + location.search],
      directory: location.origin,
      platform: navigator.userAgent,
    },
    threads: profile.threads.map((thread) => ({
      ...thread,
      name: thread.name === 'main' ? threadName() : thread.name,
    })),
  };
}

/** What the engine calls `main` everywhere. */
function threadName(): string {
  if (typeof document !== 'undefined') return 'page';
  const { name } = globalThis as { name?: string };
  return name ? `worker ${name}` : 'worker';
}
