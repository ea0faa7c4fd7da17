import { group, hashOf, listFiles } from './files.ts';

/** Files of the same content, as it was first written. */
export async function findDuplicates(directory: string): Promise<string[][]> {
  const files = await listFiles(directory);
  const hashes = [];
  for (const file of files) hashes.push(await hashOf(file));
  return group(files, hashes);
}
