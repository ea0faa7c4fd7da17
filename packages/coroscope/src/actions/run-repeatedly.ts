import { CoroscopeError, type NodeOptions } from '@coroscope/node';
import { runFigures, summarizeRuns, type RunFigures } from '@coroscope/profile';
import { capabilitiesOf, PROFILE_FORMATS, renderRuns, type ProfileFormat } from '@coroscope/report';
import { parse, join } from 'node:path';
import { requireFormat, writeChunks, writeProfile } from '../files/output.js';
import { checkWritable } from '../files/writable.js';
import { say } from '../messages/say.js';
import type { CommandReportOptions } from '../options/report-options.js';
import { repeatProgram, type RepeatedProgram } from './repeat-program.js';

/**
 * Runs a program several times. Reports medians, and how much the runs differ; or, where the file to be
 * written is no text, writes a file for each run. The program reads and writes in its first run only. Stops where
 * a run fails, with its exit code.
 *
 * @throws {CoroscopeError} if what is asked for is only there for a single run
 */
export async function runRepeatedly(
  program: RepeatedProgram,
  recording: Partial<NodeOptions>,
  options: CommandReportOptions & { runs: number },
): Promise<void> {
  const { runs, out, quiet, limit, full, color } = options;
  if (recording.trace !== undefined) {
    throw new CoroscopeError('--trace is for one run; leave out --runs');
  }
  const format = requireFormat<ProfileFormat>(options, PROFILE_FORMATS);
  const isSummary = format === PROFILE_FORMATS[0];
  if (!isSummary && out === undefined) {
    throw new CoroscopeError(
      `${format.name} has a file for each of several runs; name it with --out`,
    );
  }
  const fileOf = (number: number) => numberedFile(out!, number, runs);
  if (out !== undefined) checkWritable(isSummary ? out : fileOf(1), '--out');
  const figures: RunFigures[] = [];
  for (let number = 1; number <= runs; number++) {
    const isShown = number === 1;
    const end = await repeatProgram(program, { number, of: runs, isShown }, recording);
    if (end.profile === undefined) {
      say(end.failure);
      process.exitCode = end.exitCode;
      return;
    }
    const { profile } = end;
    if (isSummary) figures.push(runFigures(profile));
    else writeProfile(profile, { ...options, out: fileOf(number), quiet: true }, process.stderr);
  }
  if (!isSummary) {
    if (!quiet) say(`${runs} files written: ${fileOf(1)} to ${fileOf(runs)}`);
    return;
  }
  const stream = out === undefined ? process.stderr : undefined;
  const text = renderRuns(summarizeRuns(figures), {
    limit,
    full,
    ...capabilitiesOf(stream, process.env, color),
  });
  if (stream !== undefined) stream.write(text);
  else {
    writeChunks(out!, [text], '--out');
    if (!quiet) say(`report written to ${out}`);
  }
}

/** `base.json` as `base-01.json`: names that sort as the runs do. */
function numberedFile(file: string, number: number, of: number): string {
  const { dir, name, ext } = parse(file);
  return join(dir, `${name}-${String(number).padStart(String(of).length, '0')}${ext}`);
}
