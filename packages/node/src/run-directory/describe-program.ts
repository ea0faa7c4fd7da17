import type { ProcessEnd, Profile, ProgramDescription } from '@coroscope/runtime/contract';
import { relative } from 'node:path';
import { javascriptHost } from '../platform/javascript-host.js';
import type { ThreadId } from './shard-directory.js';

// Before the program can change it.
const startDirectory = process.cwd();

/** Describes what this process runs. */
export function describeProgram(): ProgramDescription {
  const [, script = '', ...args] = process.argv;
  const name = relative(startDirectory, script);
  return {
    arguments: [name.startsWith('..') ? script : name, ...args],
    directory: startDirectory,
    platform: `${javascriptHost} ${process.versions[javascriptHost]} ${process.platform} ${process.arch}`,
  };
}

/** What the shard of a thread says of its program; that of a main thread also says how its process has ended. */
export function describeRun(
  { process: id, thread }: ThreadId,
  program: ProgramDescription,
  end: ProcessEnd | undefined,
): Pick<Profile, 'program' | 'processes'> {
  if (thread > 0) return { program };
  return { program, processes: [{ id, arguments: program.arguments, ...(end && { end }) }] };
}
