import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * The tests in the given folders of a checkout of test262, relative to its root.
 *
 * @throws Error where the place is not a checkout of test262
 */
export function findTests(root: string, folders: readonly string[]): string[] {
  const paths: string[] = [];
  for (const folder of folders) {
    const directory = join(root, 'test', folder);
    let entries;
    try {
      entries = readdirSync(directory, { recursive: true, withFileTypes: true });
    } catch {
      throw new Error(`${root} is no checkout of test262: there is no test/${folder}`);
    }
    for (const entry of entries) {
      const { name, parentPath } = entry;
      if (!entry.isFile() || !name.endsWith('.js') || name.includes('_FIXTURE')) continue;
      paths.push(relative(root, join(parentPath, name)));
    }
  }
  return paths.sort();
}
