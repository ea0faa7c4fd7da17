import { profiler, type Profile } from '@coroscope/runtime';

/**
 * Takes the profile of what a thread of the server has run, as server-side rendering.
 *
 * @param part of the server: that of Vite itself unless given
 */
export function serverFigures(part = 'ssr'): Profile {
  const profile = profiler.snapshot();
  return {
    ...profile,
    program: { arguments: [part], directory: process.cwd(), platform: `node ${process.version}` },
    threads: profile.threads.map((thread) => ({ ...thread, name: 'server' })),
  };
}
