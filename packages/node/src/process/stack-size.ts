/** V8's limit of the stack, in kilobytes, unless an option says otherwise. */
const DEFAULT = 984;

/** How much more stack a program may need for the same depth: instrumented frames are up to twice as large. */
export const STACK_GROWTH = 2.5;

/** What the operating system gives a thread is usually 8 MB; beyond that, a deep recursion kills the process. */
const SAFE = 7000;

const OPTION = /^--stack[-_]size=(\d+)$/;

/**
 * The option with which a program reaches the depth of recursion that it reaches bare; undefined where
 * the system's stack may have no room for it.
 *
 * @param execArgv the options of the bare program
 */
export function stackSizeOption(execArgv: readonly string[]): string | undefined {
  if (process.platform === 'win32') return undefined;
  const given = execArgv.map((option) => OPTION.exec(option)?.[1]).findLast(Boolean);
  const size = Number(given ?? DEFAULT);
  return `--stack-size=${Math.ceil(Math.min(size * STACK_GROWTH, Math.max(size, SAFE)))}`;
}

/** Removes the option from what the program can see of its own options. */
export function hideStackSizeOption(option: string): void {
  const index = process.execArgv.lastIndexOf(option);
  if (index >= 0) process.execArgv.splice(index, 1);
}
