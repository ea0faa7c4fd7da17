import { functionTable, type FunctionRow, type Profile } from '@coroscope/profile';

/** How often each function was called, modules left out. */
export function calls(profile: Profile): Record<string, number> {
  const rows = functionTable(profile).filter((row) => row.name !== '<module>');
  return Object.fromEntries(rows.map((row) => [row.name, row.calls]));
}

/** The location of each function: file, relative to `directory`, line and column. */
export function locations(profile: Profile, directory: string): Record<string, string> {
  return Object.fromEntries(
    profile.functions.map(({ name, file, line, column }) => {
      const path = profile.files[file].path.replace(`${directory}/`, '');
      return [name, `${path}:${line}:${column}`];
    }),
  );
}

export function rowOf(profile: Profile, name: string): FunctionRow {
  const row = functionTable(profile).find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`${name} is not in the profile`);
  return row;
}

/** The notes of a profile, but for that on what ran while a flushed one was read, which may be there or not. */
export function notesOfKilled({ notes }: Profile): string[] {
  return notes.filter((note) => !note.startsWith('The thread ran while its figures were read'));
}
