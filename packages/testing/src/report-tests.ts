import { addSourceLines, type TestFigures } from '@coroscope/profile';
import { capabilitiesOf, renderTests } from '@coroscope/report';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface ReportOptions {
  /** Tests that the report shows at most, the slowest first. Default 5; with 0 nothing is printed. */
  limit?: number;
  /** A file for the figures of all tests and files, as JSON; relative to the root of the project. */
  out?: string;
}

/** @throws Error for an option that does not exist, or a value that it can't have */
export function checkReportOptions(
  speaker: string,
  options: object,
): asserts options is ReportOptions {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    if (name === 'limit') {
      if (Number.isInteger(value) && value >= 0) continue;
      throw new Error(`${speaker}: option 'limit' must be a number of tests, not ${String(value)}`);
    }
    if (name === 'out') {
      if (typeof value === 'string' && value !== '') continue;
      throw new Error(`${speaker}: option 'out' must be the path of a file, not ${String(value)}`);
    }
    throw new Error(`${speaker}: unknown option '${name}'; known are limit, out`);
  }
}

/** Prints the report of a run, and writes the figures to a file, as the options say. */
export function reportTests(
  all: readonly TestFigures[],
  { limit, out }: ReportOptions,
  root: string,
  stream: NodeJS.WriteStream,
): void {
  const figures = latest(all);
  for (const { profile } of figures) addSourceLines(profile, (path) => readSource(root, path));
  if (out !== undefined) writeFileSync(resolve(root, out), JSON.stringify(figures));
  if (limit === 0) return;
  const terminal = capabilitiesOf(stream, process.env, true);
  const report = renderTests(figures, { ...terminal, limit, directory: root });
  if (report !== '') stream.write(`\n${report}`);
}

/** A test that was tried again counts as it went at last. */
function latest(figures: readonly TestFigures[]): TestFigures[] {
  return [
    ...new Map(figures.map((test) => [JSON.stringify([test.file, test.titles]), test])).values(),
  ];
}

function readSource(root: string, path: string): string | undefined {
  try {
    return readFileSync(resolve(root, path), 'utf8');
  } catch {
    return undefined;
  }
}
