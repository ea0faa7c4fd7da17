const OPENING = '([{<';
const CLOSING = ')]}>';

/**
 * The parameters of a function that have a name of their own, from the line of source at which it begins:
 * `use` of `async ({ page }, use) => {`. What a parameter destructures is none.
 *
 * @returns undefined where the list does not end on the line
 */
export function namedParameters(line: string): string[] | undefined {
  const single = /^\s*(?:async\s+)?([\w$]+)\s*=>/.exec(line);
  if (single) return [single[1]];
  const names: string[] = [];
  let depth = 0;
  let begin = -1;
  for (let at = line.indexOf('('); at >= 0 && at < line.length; at++) {
    const isArrow = line[at] === '>' && line[at - 1] === '=';
    const isEnd = CLOSING.includes(line[at]) && !isArrow;
    if (depth === 1 && (line[at] === ',' || isEnd)) {
      const name = /^\s*([\w$]+)\s*\??\s*(?:[:=].*)?$/.exec(line.slice(begin, at));
      if (name) names.push(name[1]);
      begin = at + 1;
    }
    if (isEnd && --depth === 0) return names;
    if (OPENING.includes(line[at]) && ++depth === 1) begin = at + 1;
  }
  return undefined;
}
