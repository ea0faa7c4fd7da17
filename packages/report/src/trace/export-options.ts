/** What formats for other tools take of a trace. */
export interface TraceExportOptions {
  /** Milliseconds: activations that took less are left out. */
  minTime?: number;
  /** Qualified name of a function: only its activations, and those that follow from them. */
  function?: string;
  /** Only what ran under this tag. */
  tag?: string;
  /** Paths below it are shown relative to it; the program's working directory unless given. */
  directory?: string;
  /** What errors call the trace: a file name, typically. */
  name?: string;
  /** For spans: what is said of the program that they come from, such as `service.name`. */
  resource?: Record<string, string>;
}
