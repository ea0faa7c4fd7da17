import { siteTable, type Profile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The only place of a text in a file of a directory: `file:line:column`. */
export function placeOf(directory: string, file: string, text: string): string {
  const source = readFileSync(join(directory, file), 'utf8');
  const index = source.indexOf(text);
  if (index === -1 || source.includes(text, index + 1)) throw new Error(`no single ${text}`);
  const before = source.slice(0, index).split('\n');
  return `${file}:${before.length}:${before.at(-1)!.length + 1}`;
}

/** How often each place in a directory was waited at. */
export function waits(profile: Profile, directory: string): Record<string, number> {
  const rows = siteTable(profile).map(({ file, line, column, suspended }) => [
    `${file.replace(`${directory}/`, '')}:${line}:${column}`,
    suspended,
  ]);
  return Object.fromEntries(rows);
}
