import { ALLOWANCE } from '../document/allowance.js';
import type { Profile } from '../document/profile.js';

/**
 * Adds the text of the lines that hold functions or sites, and of lines above them with a hint that
 * allows findings; `read` gives the text of a file.
 */
export function addSourceLines(
  profile: Pick<Profile, 'files' | 'functions' | 'sites'>,
  read: (path: string) => string | undefined,
): void {
  const wanted = profile.files.map(() => new Set<number>());
  for (const { file, line } of profile.functions) wanted[file].add(line);
  for (const site of profile.sites) wanted[profile.functions[site.function].file].add(site.line);
  profile.files.forEach((file, index) => {
    const text = read(file.path);
    if (text === undefined) return;
    const lines = text.split(/\r\n|[\n\r\u2028\u2029]/);
    file.lines = {};
    const hints = [...wanted[index]]
      .map((line) => line - 1)
      .filter((line) => line >= 1 && line <= lines.length && ALLOWANCE.test(lines[line - 1]));
    for (const line of [...new Set([...wanted[index], ...hints])].sort((a, b) => a - b)) {
      if (line <= lines.length) file.lines[line] = lines[line - 1];
    }
  });
}
