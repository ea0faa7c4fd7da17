/** The program that runs JavaScript. */
export const javascriptHost: 'node' | 'bun' | 'deno' =
  process.versions.bun !== undefined
    ? 'bun'
    : process.versions.deno !== undefined
      ? 'deno'
      : 'node';
