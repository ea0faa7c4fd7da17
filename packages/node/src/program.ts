import type { ProgramDescription } from '@coroscope/runtime';
import { relative } from 'node:path';

// Before the program can change it.
const startDirectory = process.cwd();

/** What this process runs. */
export function describeProgram(): ProgramDescription {
  const [, script = '', ...args] = process.argv;
  const name = relative(startDirectory, script);
  return {
    arguments: [name.startsWith('..') ? script : name, ...args],
    directory: startDirectory,
    platform: `node ${process.versions.node} ${process.platform} ${process.arch}`,
  };
}
