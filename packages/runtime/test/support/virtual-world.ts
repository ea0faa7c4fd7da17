import { probes, profiler, type Profile } from '../../src/index.js';

/** A clock that tests move by hand, and the figures of a profile by function index. */
export const world = {
  time: 0,
  now: () => world.time,
  burn(milliseconds: number) {
    world.time += milliseconds;
  },
};

/** Registers a file without names; its functions are then called `<function N>`. */
export function registerFile(file: string, functions: number, sites: number): number {
  return probes.register(1, file, functions, sites, '');
}

/** Lets all microtasks run. */
export const drain = () => new Promise((resolve) => setImmediate(resolve));

export function startAnew(): void {
  profiler.stop();
  profiler.reset();
  profiler.start({ clock: world.now });
}

type Column = Exclude<keyof Profile['threads'][0]['contexts'], 'parent' | 'function'>;

/** The sum of a column over the contexts of a function, or of the root for `undefined`. */
export function figure(profile: Profile, column: Column, name?: string): number {
  const { contexts } = profile.threads[0];
  return contexts[column]!.reduce((sum, value, row) => {
    const fn = contexts.function[row];
    return (fn === -1 ? undefined : profile.functions[fn].name) === name ? sum + value : sum;
  }, 0);
}

/** Paths of the context tree, such as `<function 0>/<function 1>`. */
export function paths(profile: Profile): string[] {
  const { contexts } = profile.threads[0];
  const path = (row: number): string =>
    contexts.parent[row] === -1
      ? ''
      : `${path(contexts.parent[row])}/${profile.functions[contexts.function[row]].name}`;
  return contexts.function
    .map((_, row) => path(row))
    .slice(1)
    .sort();
}
