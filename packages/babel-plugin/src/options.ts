import {
  checkInstrumentOptions,
  type InstrumentedFile,
  type InstrumentOptions,
} from '@coroscope/transform';

/** The options that are the transform's. */
type SharedOptions = Pick<
  InstrumentOptions,
  'runtime' | 'runtimeModule' | 'leaves' | 'kinds' | 'modules' | 'sourceText'
>;

export interface PluginOptions extends SharedOptions {
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
   * can carry the plugin all the time; true stands for `COROSCOPE`. Unset, empty, `0` and `false`
   * count as without.
   */
  env?: string | boolean;
  /** Called for each file that was instrumented. */
  onInstrumented?: (file: InstrumentedFile, filename: string) => void;
}

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === 'string';
const isStrings: Check = (value) => Array.isArray(value) && value.every(isString);
const isBoolean: Check = (value) => typeof value === 'boolean';

/** What each option must be, in words and as a check. Values out of a list are the transform's. */
const KNOWN: Record<keyof PluginOptions, readonly [what: string, check: Check]> = {
  include: ['a string or an array of strings', (value) => isString(value) || isStrings(value)],
  exclude: ['a string or an array of strings', (value) => isString(value) || isStrings(value)],
  extension: ['a string or an array of strings', (value) => isString(value) || isStrings(value)],
  cwd: ['a string', isString],
  runtime: ['a string', isString],
  runtimeModule: ['a string', isString],
  leaves: ['a string', isString],
  kinds: ['an array of strings', isStrings],
  modules: ['a boolean', isBoolean],
  sourceText: ['a boolean', isBoolean],
  env: ['a string or a boolean', (value) => isString(value) || isBoolean(value)],
  onInstrumented: ['a function', (value) => typeof value === 'function'],
};

/** @throws Error for an option that does not exist, or a value that it can't have */
export function checkPluginOptions(options: object): asserts options is PluginOptions {
  for (const [name, value] of Object.entries(options)) {
    const known = Object.hasOwn(KNOWN, name) ? KNOWN[name as keyof PluginOptions] : undefined;
    if (known === undefined) {
      const names = Object.keys(KNOWN).join(', ');
      throw new Error(`@coroscope/babel-plugin: unknown option '${name}'; known are ${names}`);
    }
    const [what, check] = known;
    if (value === undefined || check(value)) continue;
    throw new Error(
      `@coroscope/babel-plugin: option '${name}' must be ${what}, not ${JSON.stringify(value) ?? String(value)}`,
    );
  }
  checkInstrumentOptions({ ...sharedOptions(options), code: '' });
}

export function sharedOptions(options: PluginOptions): SharedOptions {
  const { runtime, runtimeModule, leaves, kinds, modules, sourceText } = options;
  return { runtime, runtimeModule, leaves, kinds, modules, sourceText };
}

/** Whether the environment allows anything to be instrumented. */
export function isEnabled({ env }: PluginOptions): boolean {
  if (env === undefined || env === false) return true;
  const name = env === true ? 'COROSCOPE' : env;
  return !['', '0', 'false'].includes(process.env[name] ?? '');
}
