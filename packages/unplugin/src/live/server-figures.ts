import { profiler, type Profile } from '@coroscope/runtime';

/**
 * Takes the profile of what Vite runs in its own process, as server-side rendering does.
 *
 * @returns undefined where that has run nothing instrumented
 */
export function serverFigures(): Profile | undefined {
  const profile = profiler.snapshot();
  if (profile.functions.length === 0) return undefined;
  return {
    ...profile,
    program: { arguments: ['ssr'], directory: process.cwd(), platform: `node ${process.version}` },
    threads: profile.threads.map((thread) => ({ ...thread, name: 'server' })),
  };
}
