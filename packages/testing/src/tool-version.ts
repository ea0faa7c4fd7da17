import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

export interface Tool {
  /** As npm has it. */
  name: string;
  /** As people call it. */
  title: string;
  /** The first version that is supported: `3.2`. */
  oldest: string;
}

/**
 * @param speaker the package that says so
 * @param directory where the tool is looked up; what can't be found there is not judged
 * @throws Error for a tool that is too old
 */
export function checkToolVersion(speaker: string, tool: Tool, directory: string): void {
  let version: string;
  try {
    const require = createRequire(join(resolve(directory), 'noop.js'));
    const manifest = readFileSync(require.resolve(`${tool.name}/package.json`), 'utf8');
    ({ version } = JSON.parse(manifest) as { version: string });
  } catch {
    return;
  }
  if (!isBefore(version, tool.oldest)) return;
  throw new Error(
    `${speaker} is for ${tool.title} ${tool.oldest} and later, and this is ${version}`,
  );
}

function isBefore(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
