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
      platform: browserName(navigator.userAgent),
    },
    threads: profile.threads.map((thread) => ({
      ...thread,
      name: thread.name === 'main' ? threadName() : thread.name,
    })),
  };
}

/** `Chrome 140` of all that a browser says it is. */
function browserName(userAgent: string): string {
  for (const name of ['Edg', 'Firefox', 'Chrome', 'Version']) {
    const version = new RegExp(`${name}/(\\d+)`).exec(userAgent)?.[1];
    if (version) return `${NAMES[name] ?? name} ${version}`;
  }
  return userAgent;
}

/** Where they go by another name than everybody's. */
const NAMES: Record<string, string> = { Edg: 'Edge', Version: 'Safari' };

/** What the engine calls `main` everywhere. */
function threadName(): string {
  if (typeof document !== 'undefined') return 'page';
  const { name } = globalThis as { name?: string };
  return name ? `worker ${name}` : 'worker';
}
