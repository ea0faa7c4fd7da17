import { checkInstrumentOptions, type InstrumentOptions } from '../options.js';

/** The options that adapters pass on to the transform. */
type SharedOptions = Pick<
  InstrumentOptions,
  'runtime' | 'runtimeModule' | 'leaves' | 'kinds' | 'modules' | 'sourceText'
>;

/** The options of every tool that can be told in its configuration which files to instrument. */
export interface AdapterOptions extends SharedOptions {
  /** Globs, relative to `cwd`, of the files to instrument. Default: all outside of node_modules. */
  include?: string | readonly string[];
  /** Globs, relative to `cwd`, of files to leave alone. Stronger than `include`. */
  exclude?: string | readonly string[];
  /** Extensions of the files to instrument. Default: those of JavaScript and TypeScript. */
  extension?: string | readonly string[];
  /** What globs are relative to. Default: the tool's own. */
  cwd?: string;
  /**
   * Name of an environment variable without which nothing is instrumented, so that a configuration
   * can carry the plugin all the time; true stands for `COROSCOPE`. Unset, empty, `0` and `false`
   * count as without.
   */
  env?: string | boolean;
}

type Check = (value: unknown) => boolean;

/** What each option must be, in words and as a check. */
export type OptionChecks<Options> = Readonly<
  Record<keyof Options, readonly [what: string, check: Check]>
>;

const isString: Check = (value) => typeof value === 'string';
const isStrings: Check = (value) => Array.isArray(value) && value.every(isString);
const isBoolean: Check = (value) => typeof value === 'boolean';

/** Values out of a list are the transform's to check. */
export const ADAPTER_OPTIONS: OptionChecks<AdapterOptions> = {
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
};

/**
 * @param adapter the package that speaks
 * @param known the options that it takes
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export function checkAdapterOptions<Options extends AdapterOptions>(
  adapter: string,
  options: object,
  known: OptionChecks<Options>,
): asserts options is Options {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(known, name)) {
      const names = Object.keys(known).join(', ');
      throw new Error(`${adapter}: unknown option '${name}'; known are ${names}`);
    }
    const [what, check] = known[name as keyof Options];
    if (value === undefined || check(value)) continue;
    throw new Error(
      `${adapter}: option '${name}' must be ${what}, not ${JSON.stringify(value) ?? String(value)}`,
    );
  }
  checkInstrumentOptions({ ...instrumentOptions(options), code: '' });
}

/** Those of an adapter's options that are the transform's. */
export function instrumentOptions(options: AdapterOptions): SharedOptions {
  const { runtime, runtimeModule, leaves, kinds, modules, sourceText } = options;
  return { runtime, runtimeModule, leaves, kinds, modules, sourceText };
}

/** Whether the environment allows anything to be instrumented. */
export function isEnabled({ env }: Pick<AdapterOptions, 'env'>): boolean {
  if (env === undefined || env === false) return true;
  const name = env === true ? 'COROSCOPE' : env;
  return !['', '0', 'false'].includes(process.env[name] ?? '');
}
