/** A stream that may be a terminal. */
export interface Output {
  isTTY?: boolean;
  columns?: number;
}

/** What an output can show. */
export interface Capabilities {
  color: boolean;
  unicode: boolean;
  width: number | undefined;
}

/**
 * Finds out what an output can show. NO_COLOR (no-color.org) and FORCE_COLOR (as Node reads it) decide
 * before the terminal does; characters beyond ASCII go only to a terminal that is known to have them.
 *
 * @param output undefined for a file
 */
export function capabilitiesOf(
  output: Output | undefined,
  environment: NodeJS.ProcessEnv,
  mayColor: boolean,
): Capabilities {
  const isTerminal = output?.isTTY === true;
  const { FORCE_COLOR, NO_COLOR, TERM } = environment;
  const isForced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  const isRefused = !mayColor || Boolean(NO_COLOR) || (FORCE_COLOR !== undefined && !isForced);
  return {
    color: !isRefused && output !== undefined && (isForced || (isTerminal && TERM !== 'dumb')),
    unicode: isTerminal && hasUnicode(environment),
    width: isTerminal ? output.columns : undefined,
  };
}

function hasUnicode(environment: NodeJS.ProcessEnv): boolean {
  const { TERM, LC_ALL, LC_CTYPE, LANG, WT_SESSION, TERM_PROGRAM } = environment;
  if (process.platform === 'win32') return Boolean(WT_SESSION) || TERM_PROGRAM === 'vscode';
  // The Linux console has few glyphs.
  if (TERM === 'linux' || TERM === 'dumb') return false;
  return /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');
}
