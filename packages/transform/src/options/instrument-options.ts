import type { FunctionKind } from '@coroscope/runtime/contract';
import type { SourceMapInput } from '@jridgewell/trace-mapping';
import type { ParseOptions } from '../parse/parse-file.js';
import type { RuntimeAccess } from '../walk/settings.js';

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
  /** Called with one line for each hint that can't be understood, and for a file compiled to ES5. */
  onWarning?: (message: string) => void;
}

export interface TransformOptions extends InstrumentOptions, ParseOptions {
  /**
   * Whether to make a source map. Default true: one to what the user wrote, through
   * `inputSourceMap`. `own` is for tools that compose maps themselves: one to the code as given.
   */
  sourceMap?: boolean | 'own';
}
