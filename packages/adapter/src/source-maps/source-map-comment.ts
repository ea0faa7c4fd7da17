/** The comment that carries a source map in the code. */
export function sourceMapComment(map: object | string): string {
  const text = typeof map === 'string' ? map : JSON.stringify(map);
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(text).toString('base64')}`;
}

/** A line that names a map, the last one of the file: nothing that quotes such a line ends there. */
const LAST_LINE = /(?:^|\n)[ \t]*\/\/[#@]\s*sourceMappingURL=[^\s'"`*]*\s*$/;

/** Code with its source map inline, in place of the one that it names at its end. */
export function withInlineMap(code: string, map: object | null | undefined): string {
  if (!map) return code;
  return `${code.replace(LAST_LINE, '')}\n${sourceMapComment(map)}\n`;
}

/**
 * Finds what the code's comment names, as ECMA-426, section 11.1.2, has it: the last one counts.
 */
export function sourceMappingUrl(code: string): string | undefined {
  if (!code.includes('sourceMappingURL')) return undefined;
  const comments = [...code.matchAll(/^[^\n]*\/[/*][#@]\s*sourceMappingURL=([^\s'"*]+)/gm)];
  return comments.at(-1)?.[1];
}
