import type { Trace } from '@coroscope/profile';
import { displayPath } from '../terminal/display-path.js';
import { printable } from '../terminal/printable.js';
import { createTheme, type Theme } from '../terminal/theme.js';
import type { TraceReportOptions } from './report-options.js';

/** What every section of a trace's report is made from: the trace, and what its parts are called. */
export class TraceContext {
  readonly trace: Trace;
  readonly theme: Theme;
  readonly limit: number;
  readonly #directory: string | undefined;

  constructor(trace: Trace, options: TraceReportOptions) {
    this.trace = trace;
    this.theme = createTheme(options);
    this.limit = options.limit ?? 20;
    this.#directory = options.directory ?? trace.program?.directory;
  }

  /** The name of a function; one whose beginning the ring has overwritten may not be known. */
  functionName(fn: number): string {
    return fn < 0 ? '<unknown>' : printable(this.trace.functions[fn].name);
  }

  /** `src/server.ts:12`, of a function. */
  functionLocation(fn: number): string {
    if (fn < 0) return '';
    const { file, line } = this.trace.functions[fn];
    return `${this.#path(file)}:${line}`;
  }

  /** `src/server.ts:12:5`, of a site. */
  siteLocation(site: number): string {
    if (site < 0) return '';
    const { function: fn, line, column } = this.trace.sites[site];
    return `${this.#path(this.trace.functions[fn].file)}:${line}:${column}`;
  }

  /** The line of source of a site, where the trace has it. */
  source(site: number): { line: number; source: string | undefined } {
    if (site < 0) return { line: 0, source: undefined };
    const { function: fn, line } = this.trace.sites[site];
    const text = this.trace.files[this.trace.functions[fn].file].lines?.[line];
    return { line, source: text === undefined ? undefined : printable(text).trim() };
  }

  /** The kind of a site: `await`, `for await`. */
  siteKind(site: number): string {
    return site < 0 ? 'wait' : this.trace.sites[site].kind;
  }

  #path(file: number): string {
    return displayPath(printable(this.trace.files[file].path), this.#directory);
  }
}
