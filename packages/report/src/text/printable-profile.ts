import type { Profile } from '@coroscope/profile';

/** What would move a terminal's cursor, or turn its text around. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** The text on one line, without control characters. */
export function printable(text: string): string {
  return text.replace(controls, ' ');
}

/** The profile with all its text printable: names and sources come from who knows where. */
export function printableProfile(profile: Profile): Profile {
  const { program } = profile;
  return {
    ...profile,
    program: program && { ...program, arguments: program.arguments.map(printable) },
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
