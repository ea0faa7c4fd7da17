import { CoroscopeError, defaultProfileFile, recoverRuns } from '@coroscope/node';
import { compensate, onlyTag, type Profile, type Trace } from '@coroscope/profile';
import { capabilitiesOf, renderTrace } from '@coroscope/report';
import { TRACE_MAGIC } from '@coroscope/runtime/contract';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { checkOutput, writeProfile } from '../files/output.js';
import {
  isDirectory,
  parseProfile,
  readProfileBytes,
  readProfileFile,
} from '../files/profile-file.js';
import { readTraceBytes } from '../files/trace-file.js';
import { sayNext } from '../messages/next-command.js';
import type { CommandReportOptions } from '../options/report-options.js';

/**
 * Prints a saved profile, or the summary of a trace, to standard output.
 *
 * @param given A file, a directory, or `-`; the profile that was saved last unless given.
 * @throws {CoroscopeError | ProfileError} if there is none, or not what is asked for
 */
export async function printReport(
  given: string | undefined,
  options: CommandReportOptions,
): Promise<void> {
  allowClosedPipe(process.stdout);
  checkOutput(options, process.stdout);
  if (given === undefined || !existsSync(given)) await recoverRuns(process.cwd());
  const file = given ?? lastProfile();
  const read = readEither(file);
  if (read.kind === 'trace') printTraceSummary(read.trace, file, options);
  else printProfile(read.profile, file, options);
}

type Read = { kind: 'profile'; profile: Profile } | { kind: 'trace'; trace: Trace };

/** A profile, or a trace. The bytes of its file are not needed any longer then: they may be many. */
function readEither(file: string): Read {
  if (isDirectory(file)) return { kind: 'profile', profile: readProfileFile(file) };
  const bytes = readProfileBytes(file);
  return bytes.toString('latin1', 0, TRACE_MAGIC.length) === TRACE_MAGIC
    ? { kind: 'trace', trace: readTraceBytes(bytes, file) }
    : { kind: 'profile', profile: parseProfile(bytes, file) };
}

/** The profile that a program saved without an option that names a file. */
function lastProfile(): string {
  const file = relative('', defaultProfileFile(process.cwd()));
  if (existsSync(file)) return file;
  throw new CoroscopeError(
    'there is no profile of an earlier run; name one, or save one with: coroscope run --out FILE.json <script>',
  );
}

function printProfile(profile: Profile, file: string, options: CommandReportOptions): void {
  // Errors of these name the file; a report knows none.
  if (options.compensate) compensate(profile, file);
  if (options.tag !== undefined) onlyTag(profile, options.tag, file);
  writeProfile(profile, options, process.stdout);
  const { out, full, quiet } = options;
  if (out !== undefined || quiet) return;
  const next = full ? ['coroscope', 'view', file] : ['coroscope', 'report', '--full', file];
  sayNext(next, process.stdout);
}

function printTraceSummary(
  trace: Trace,
  file: string,
  { out, limit, color, quiet }: CommandReportOptions,
): void {
  if (out !== undefined) {
    throw new CoroscopeError(
      `${file} is a trace, which --out writes in no format; print it with: coroscope trace ${file}`,
    );
  }
  const how = { limit, ...capabilitiesOf(process.stdout, process.env, color) };
  process.stdout.write(renderTrace(trace, how));
  if (!quiet) sayNext(['coroscope', 'trace', file, '--critical-path'], process.stdout);
}
