import type { FunctionKind } from '@coroscope/runtime/contract';
import type { SourceMapInput } from '@jridgewell/trace-mapping';

/** How emitted code reaches the probes; see docs/emitted-code.md. */
export type RuntimeAccess = 'import' | 'require' | 'global';

export interface InstrumentOptions {
  /** Path of the source as reports are to show it. */
  filename?: string;
  /** The source text of the tree, which makes it quicker to find names that are free. */
  code?: string;
  /** Default: `import` in a module, `require` in CommonJS, `global` in a script. */
  runtime?: RuntimeAccess;
  /** Specifier of the module that holds the probes. Default `@coroscope/runtime`. */
  runtimeModule?: string;
  /**
   * Functions without calls, loops or suspensions: count their calls (the default), time them like
   * others, or leave them alone.
   */
  leaves?: 'count' | 'time' | 'skip';
  /** The kinds of function to instrument, `module` among them. Default: all. */
  kinds?: readonly FunctionKind[];
  /** Short for leaving `module` out of `kinds`. Default true. */
  modules?: boolean;
  /**
   * Whether `Function.prototype.toString` gives the original text of functions and classes, for
   * programs that ship functions elsewhere. Needs `code`. Default false.
   */
  sourceText?: boolean;
  /** Map from the code to what the user wrote: names and positions are then those of the latter. */
  inputSourceMap?: SourceMapInput | null;
  /** Called with one line for each hint that can't be understood. */
  onWarning?: (message: string) => void;
}

export interface TransformOptions extends InstrumentOptions {
  /** Default `unambiguous`: a module if it imports or exports, else a script. */
  sourceType?: 'module' | 'commonjs' | 'script' | 'unambiguous';
  /** Syntax to accept. Default: by the extension of `filename`. */
  syntax?: { typescript?: boolean; jsx?: boolean; flow?: boolean };
  /**
   * Whether to make a source map. Default true: one to what the user wrote, through
   * `inputSourceMap`. `own` is for tools that compose maps themselves: one to the code as given.
   */
  sourceMap?: boolean | 'own';
}

/** The options in the form in which the walk reads them. */
export interface InstrumentSettings {
  filename: string;
  runtime: RuntimeAccess;
  runtimeModule: string;
  leaves: 'count' | 'time' | 'skip';
  kinds: ReadonlySet<FunctionKind>;
}

const KINDS: readonly FunctionKind[] = [
  'module',
  'function',
  'async',
  'generator',
  'asyncGenerator',
];
const RUNTIMES: readonly RuntimeAccess[] = ['import', 'require', 'global'];
const LEAVES = ['count', 'time', 'skip'] as const;
const SOURCE_TYPES = ['module', 'commonjs', 'script', 'unambiguous'] as const;

const INSTRUMENT_OPTIONS = [
  'filename',
  'code',
  'runtime',
  'runtimeModule',
  'leaves',
  'kinds',
  'modules',
  'sourceText',
  'inputSourceMap',
  'onWarning',
];
const TRANSFORM_OPTIONS = [...INSTRUMENT_OPTIONS, 'sourceType', 'syntax', 'sourceMap'];

/** @throws Error for an option that does not exist, or a value that it can't have. */
export function checkInstrumentOptions(options: InstrumentOptions): void {
  rejectUnknown('option', Object.keys(options), INSTRUMENT_OPTIONS);
  checkValues(options);
  if (options.sourceText && options.code === undefined) {
    throw new Error("The option 'sourceText' needs the option 'code', the text of the tree");
  }
}

/** @throws Error for an option that does not exist, or a value that it can't have. */
export function checkTransformOptions(options: TransformOptions): void {
  rejectUnknown('option', Object.keys(options), TRANSFORM_OPTIONS);
  checkValues(options);
  if (options.sourceType) rejectUnknown('sourceType', [options.sourceType], SOURCE_TYPES);
  if (typeof options.sourceMap === 'string') {
    rejectUnknown('value of sourceMap', [options.sourceMap], ['own']);
  }
}

function checkValues(options: InstrumentOptions): void {
  if (options.runtime) rejectUnknown('runtime', [options.runtime], RUNTIMES);
  if (options.leaves) rejectUnknown('value of leaves', [options.leaves], LEAVES);
  if (options.kinds) rejectUnknown('kind of function', options.kinds, KINDS);
}

function rejectUnknown(what: string, given: readonly string[], known: readonly string[]): void {
  for (const value of given) {
    if (known.includes(value)) continue;
    throw new Error(`Unknown ${what} '${value}'; known are ${known.join(', ')}`);
  }
}

export function instrumentSettings(
  options: InstrumentOptions,
  sourceType: string,
): InstrumentSettings {
  const kinds = new Set(options.kinds ?? KINDS);
  if (options.modules === false) kinds.delete('module');
  return {
    filename: options.filename ?? 'unknown',
    runtime: runtimeAccess(options.runtime, sourceType),
    runtimeModule: options.runtimeModule ?? '@coroscope/runtime',
    leaves: options.leaves ?? 'count',
    kinds,
  };
}

/** Only a module can import; what else wants to, requires. */
function runtimeAccess(wanted: RuntimeAccess | undefined, sourceType: string): RuntimeAccess {
  if (sourceType === 'module') return wanted ?? 'import';
  if (wanted !== undefined) return wanted === 'import' ? 'require' : wanted;
  return sourceType === 'commonjs' ? 'require' : 'global';
}
