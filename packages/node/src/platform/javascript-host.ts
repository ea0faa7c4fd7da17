/** The program that runs JavaScript. */
export const javascriptHost: 'node' | 'bun' | 'deno' =
  process.versions.bun !== undefined
    ? 'bun'
    : process.versions.deno !== undefined
      ? 'deno'
      : 'node';

interface DenoGlobal {
  Deno?: { test?: { length: number } };
}

/**
 * Whether this is a file of Deno's test runner, which runs each in an environment of its own, in one process.
 * Elsewhere `Deno.test` does nothing with what it is given.
 */
export const isDenoTest =
  javascriptHost === 'deno' && ((globalThis as DenoGlobal).Deno?.test?.length ?? 0) > 0;
