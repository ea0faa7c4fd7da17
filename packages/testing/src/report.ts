/** The report of a run of tests, for the reporters of test runners. */
import { readSource, type OptionsOf } from '@coroscope/adapter';
import { addSourceLines, type TestFigures } from '@coroscope/profile';
import { capabilitiesOf, renderTests } from '@coroscope/report';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export type TestReportOptions = OptionsOf<'reporter'>;

/** Prints the report of a run, with one entry for each test however often it was tried, and writes the figures to a file, as the options say. */
export function reportTests(
  figures: readonly TestFigures[],
  { limit, out }: TestReportOptions,
  root: string,
  stream: NodeJS.WriteStream,
): void {
  for (const { profile } of figures) addSourceLines(profile, (path) => readSource(root, path));
  if (out !== undefined) writeFileSync(resolve(root, out), JSON.stringify(figures));
  if (limit === 0) return;
  const terminal = capabilitiesOf(stream, process.env, true);
  const report = renderTests(figures, { ...terminal, limit, directory: root });
  if (report !== '') stream.write(`\n${report}`);
}
