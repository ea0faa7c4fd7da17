import type { Profile } from '@coroscope/profile';
import { printable } from '../terminal/printable.js';

/** The profile with all its text printable: names and sources may hold anything. */
export function printableProfile(profile: Profile): Profile {
  const { program, processes } = profile;
  return {
    ...profile,
    program: program && {
      arguments: program.arguments.map(printable),
      directory: printable(program.directory),
      platform: printable(program.platform),
    },
    ...(processes && {
      processes: processes.map((of) => ({ ...of, arguments: of.arguments.map(printable) })),
    }),
    files: profile.files.map(({ path, lines }) => ({
      path: printable(path),
      lines:
        lines &&
        Object.fromEntries(Object.entries(lines).map(([line, text]) => [line, printable(text)])),
    })),
    functions: profile.functions.map((row) => ({ ...row, name: printable(row.name) })),
    threads: profile.threads.map((thread) => ({
      ...thread,
      name: printable(thread.name),
      ...(thread.tag === undefined ? {} : { tag: printable(thread.tag) }),
    })),
    notes: profile.notes.map(printable),
  };
}
