import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The paths of all files in a directory and below, in order. */
export async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((file) => join(file.parentPath, file.name)).sort();
}

/** What only files of the same content share. */
export async function hashOf(file: string): Promise<string> {
  const content = await readFile(file);
  return createHash('sha256').update(content).digest('hex');
}

export async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file);
  return size;
}

/** Puts files together that have the same key. */
export function group<Key>(files: string[], keys: Key[]): string[][] {
  const groups = new Map<Key, string[]>();
  files.forEach((file, i) => {
    const same = groups.get(keys[i]);
    if (same === undefined) groups.set(keys[i], [file]);
    else same.push(file);
  });
  return [...groups.values()].filter((same) => same.length > 1);
}
