import type { InstrumentedFile, InstrumentOptions } from '@coroscope/transform';

export interface PluginOptions extends Pick<
  InstrumentOptions,
  'runtime' | 'runtimeModule' | 'leaves' | 'kinds' | 'modules'
> {
  /** Globs, relative to `cwd`, of the files to instrument. Default: all outside of node_modules. */
  include?: string | readonly string[];
  /** Globs, relative to `cwd`, of files to leave alone. Stronger than `include`. */
  exclude?: string | readonly string[];
  /** Extensions of the files to instrument. Default: those of JavaScript and TypeScript. */
  extension?: string | readonly string[];
  /** What globs are relative to. Default: Babel's own. */
  cwd?: string;
  /**
   * Name of an environment variable without which nothing is instrumented, so that a configuration
   * can carry the plugin all the time. Unset, empty, `0` and `false` count as without.
   */
  env?: string;
  /** Called for each file that was instrumented. */
  onInstrumented?: (file: InstrumentedFile, filename: string) => void;
}

const KNOWN: readonly string[] = [
  'include',
  'exclude',
  'extension',
  'cwd',
  'runtime',
  'runtimeModule',
  'leaves',
  'kinds',
  'modules',
  'env',
  'onInstrumented',
] satisfies (keyof PluginOptions)[];

/** @throws Error for an option that does not exist */
export function checkPluginOptions(options: object): asserts options is PluginOptions {
  for (const name of Object.keys(options)) {
    if (KNOWN.includes(name)) continue;
    throw new Error(
      `@coroscope/babel-plugin: unknown option '${name}'; known are ${KNOWN.join(', ')}`,
    );
  }
}

/** Whether the environment allows anything to be instrumented. */
export function isEnabled({ env }: PluginOptions): boolean {
  return env === undefined || !['', '0', 'false'].includes(process.env[env] ?? '');
}
