import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ownFile = fileURLToPath(import.meta.url);
export const ownRequire = createRequire(ownFile);

/**
 * The directory of a package that we depend on, found without Node's loader, which programs patch;
 * undefined under Yarn's Plug'n'Play.
 */
export function findOwnPackage(name: string): string | undefined {
  let directory = dirname(ownFile);
  for (let parent = dirname(directory); directory !== parent; parent = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    directory = parent;
  }
  return undefined;
}

const versions = new Map<string, string>();

/** What tells the versions of a package that we depend on apart. */
export function versionOf(name: string): string {
  let version = versions.get(name);
  if (version === undefined) {
    const directory = findOwnPackage(name);
    // Plug'n'Play has the version in the path.
    version = directory ? readVersion(join(directory, 'package.json')) : ownRequire.resolve(name);
    versions.set(name, version);
  }
  return version;
}

function readVersion(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
