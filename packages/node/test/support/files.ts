import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const directories: string[] = [];

afterAll(() => {
  // A process that has just been ended may still write.
  const how = { recursive: true, force: true, maxRetries: 20 };
  for (const directory of directories) rmSync(directory, how);
});

/** A directory that is removed after the tests of the file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-test-'));
  directories.push(directory);
  return directory;
}

/** Writes files, given by their paths, into a temporary directory. */
export function writeFiles(files: Record<string, string>): string {
  const directory = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return directory;
}
