import type { Finding, Profile } from '@coroscope/profile';

/** The lines of source that a finding is about. */
export function findingSources(
  { function: owner, sites }: Finding,
  profile: Profile,
): { line: number; source: string | undefined }[] {
  const { lines } = profile.files[profile.functions[owner].file];
  const numbers = new Set(sites.map((site) => profile.sites[site].line));
  return [...numbers].map((line) => ({ line, source: lines?.[line]?.trim() }));
}

/** Where to look: the first await of a finding, or its function. */
export function findingPlace(
  { function: owner, sites }: Finding,
  { files, functions, sites: all }: Profile,
): { file: string; line: number } {
  const { file, line } = functions[owner];
  return { file: files[file].path, line: sites.length > 0 ? all[sites[0]].line : line };
}
