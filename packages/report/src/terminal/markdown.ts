/** Text in which nothing is markup, such as the name `<module>`. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_<>[\]#|~&]/g, '\\$&');
}

/**
 * Text as code, in which nothing is markup, a link or the mention of a person; also in the cell of a table.
 */
export function markdownCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${fence}${padding}${text.replaceAll('|', '\\|')}${padding}${fence}`;
}

/** The heading of a column, and on which side its cells stand. */
export interface MarkdownColumn {
  heading: string;
  align: 'left' | 'right';
}

/** A table, of cells that are Markdown. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ heading }) => heading)),
    line(columns.map(({ align }) => (align === 'left' ? '---' : '--:'))),
    ...rows.map(line),
  ].join('\n');
}
