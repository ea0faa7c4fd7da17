import type * as t from '@babel/types';

/** Also matches legal comments (`/*!`), which minifiers keep, and doc comments. */
const HINT = /^[\s!*]*coroscope (ignore\b.*?)\s*$/;
/** A reason, or the `-- @preserve` that keeps a comment through esbuild. */
const REASON = /\s*(?:--?|:)\s.*$/;

/** The comments of a file that exclude functions from instrumentation. */
export interface Hints {
  /** `ignore file` */
  readonly ignoresFile: boolean;
  /** Whether `ignore next` stands right before a node. */
  precedes(node: t.Node): boolean;
  /** Whether a node lies between `ignore start` and `ignore stop`. */
  covers(node: t.Node): boolean;
}

/**
 * Finds the hints among the comments of a file.
 *
 * @returns null where there are none, as in nearly all files
 * @param warn called with one line for each hint that can't be understood
 */
export function findHints(
  comments: readonly t.Comment[] | null | undefined,
  filename: string,
  warn: (message: string) => void,
): Hints | null {
  const nexts = new Set<t.Comment>();
  const ranges: { start: number; end: number }[] = [];
  let ignoresFile = false;
  for (const comment of comments ?? []) {
    const hint = HINT.exec(comment.value)?.[1]?.replace(REASON, '');
    if (hint === undefined) continue;
    if (hint === 'ignore file') ignoresFile = true;
    else if (hint === 'ignore next') nexts.add(comment);
    else if (hint === 'ignore start') ranges.push({ start: comment.start ?? 0, end: Infinity });
    else if (hint === 'ignore stop' && ranges.at(-1)?.end === Infinity) {
      ranges[ranges.length - 1]!.end = comment.start ?? 0;
    } else {
      const { line = 0, column = 0 } = comment.loc?.start ?? {};
      warn(
        `${filename}:${line}:${column + 1}: unknown hint 'coroscope ${hint}'; ` +
          "known are 'coroscope ignore next', 'ignore file', 'ignore start' and 'ignore stop'",
      );
    }
  }
  if (!ignoresFile && nexts.size === 0 && ranges.length === 0) return null;
  return {
    ignoresFile,
    precedes: (node) => node.leadingComments?.some((comment) => nexts.has(comment)) ?? false,
    covers: ({ start }) =>
      ranges.some((range) => typeof start === 'number' && range.start < start && start < range.end),
  };
}
