import { readFileSync } from 'node:fs';
import semver from 'semver';
import { resolveFrom } from '../files/resolve-from.js';
import type { SupportedTool } from './supported-tools.js';

/**
 * Checks the version of a tool that is installed; one that can't be found is not judged.
 *
 * @param directory where the tool is looked up
 * @throws Error for a version that is older than those that are supported
 */
export function checkInstalledTool(owner: string, tool: SupportedTool, directory: string): void {
  const version = findToolVersion(tool, directory);
  if (version !== undefined) checkToolVersion(owner, tool, version);
}

/**
 * Refuses tools that are too old, and warns of those that are newer than the adapter knows.
 *
 * @param owner the package that is for the tool
 * @param version as the tool gives it; undefined where it is too old to give one
 * @throws Error for a version that is older than those that are supported
 */
export function checkToolVersion(
  owner: string,
  { title, range, versions }: SupportedTool,
  version: string | undefined,
  warn: (message: string) => void = console.warn,
): void {
  const supports = `${owner} supports ${title} ${versions}`;
  // A prerelease counts as the release that it precedes.
  const release = semver.coerce(version);
  if (release === null || semver.ltr(release, range)) {
    throw new Error(
      `${supports}, but this is ${version ?? 'an older one'}: install a newer ${title}`,
    );
  }
  if (semver.gtr(release, range)) {
    warn(`${supports}, but this is ${version}: if something is wrong, install a newer ${owner}`);
  }
}

function findToolVersion({ name }: SupportedTool, directory: string): string | undefined {
  const manifest = resolveFrom(directory, `${name}/package.json`);
  if (manifest === undefined) return undefined;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
