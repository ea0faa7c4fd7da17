import type { TransformResult } from 'esbuild';

/**
 * Tells whether esbuild may have given a function or a class another name, which the program can see. It
 * numbers what has the name of something around it, and functions that are declared in a block; the map
 * lists the names from before. A decorated class that names itself gets an underscore, of which the map has nothing.
 */
export function renamesFunctions(
  { code, map }: Pick<TransformResult, 'code' | 'map'>,
  source: string,
): boolean {
  for (const [, name] of code.matchAll(/= class (_[\w$]+)/g)) {
    if (!source.includes(name!)) return true;
  }
  const { names } = JSON.parse(map) as { names: string[] };
  if (names.length === 0) return false;
  const numbered = `(?:${names.map(escape).join('|')})\\d+`;
  const declared = `\\b(?:class|function\\b\\*?) ${numbered}[ (]`;
  const assigned = `${numbered} = (?:async |function\\b|class\\b|\\(|[\\w$]+ =>)`;
  return new RegExp(`${declared}|(?<![\\w$.])${assigned}`).test(code);
}

const escape = (name: string) => name.replaceAll('$', '\\$&');
