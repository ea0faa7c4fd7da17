import { allowedIn } from '../document/allowance.js';
import type { Profile } from '../document/profile.js';
import type { FindingBase } from './finding.js';

/** Whether a hint in the source says that a finding is known: on one of its lines or the line above. */
export function isAllowed(
  finding: FindingBase & { kind: string },
  { files, functions, sites }: Profile,
): boolean {
  const { file, line } = functions[finding.function];
  const { lines } = files[file];
  if (lines === undefined) return false;
  const own = finding.sites.map((site) => sites[site].line);
  return [line, ...own].some((number) =>
    [number, number - 1].some((at) => allowedIn(lines[at] ?? '').includes(finding.kind)),
  );
}
