/** The lines of a section of a report, by its heading; none where it is not there. */
export function sectionLines(report: string, title: string): string[] {
  const [, ...rest] =
    report
      .trimEnd()
      .split('\n\n')
      .find((part) => part.startsWith(`${title} `))
      ?.split('\n') ?? [];
  return rest;
}

/** The words of a line of a table: what two blanks or more keep apart. */
export function cells(line: string): string[] {
  return line.trim().split(/ {2,}/);
}
