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
