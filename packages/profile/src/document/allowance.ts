/**
 * A hint that findings are known, with their identifiers: `// coroscope allow await-in-loop`. A reason
 * may follow, after a colon or dashes.
 */
export const ALLOWANCE = /(?:\/\/|\/\*)[\s!*]*coroscope allow((?:[\s,]+[a-z]+(?:-[a-z]+)*)+)/;

/** The identifiers that a line of source allows; none if it has no such hint. */
export function allowedIn(line: string): string[] {
  return (
    ALLOWANCE.exec(line)?.[1]
      .split(/[\s,]+/)
      .filter((name) => name !== '') ?? []
  );
}
