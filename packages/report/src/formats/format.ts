/**
 * A way to write something down: a profile, a trace, the outcome of a check. Each format is an object
 * in a file of its own, and is offered by being in a list such as `PROFILE_FORMATS`.
 */
export interface Format<Subject, Options> {
  /** The name of the format, as `--format` takes it. */
  name: string;
  /** What a file of this format holds, in a word: `report`. */
  content: string;
  /** The extensions of its files, with the dot: `.json`, or `.cpuprofile.json`. */
  extensions: readonly string[];
  /** Whether its chunks are bytes, which no terminal shows. */
  isBinary: boolean;
  /**
   * Renders the subject in chunks to be written one after another: strings, or bytes if the format is
   * binary. A format whose output may be large generates it, so that it is never in memory as a whole.
   *
   * @param options Those of all formats of the subject; a format reads the ones that apply to it.
   */
  render(subject: Subject, options?: Options): Iterable<string | Uint8Array>;
  /** Bytes that `render` gives, roughly; only of formats that may be large. */
  estimate?(subject: Subject, options?: Options): number;
  /** The words of a command that opens a file of it, where there is one. */
  opensWith?(file: string): string[];
}
