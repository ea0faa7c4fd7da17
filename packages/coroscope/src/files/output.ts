import { CoroscopeError } from '@coroscope/node';
import type { Profile } from '@coroscope/profile';
import {
  capabilitiesOf,
  formatOfFile,
  PROFILE_FORMATS,
  type Format,
  type Output,
  type ProfileFormat,
} from '@coroscope/report';
import {
  closeSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { withProgress } from '../messages/progress.js';
import { say } from '../messages/say.js';
import type { CommandReportOptions } from '../options/report-options.js';
import { unwritableOutput } from './closed-pipe.js';
import { checkWritable, unwritable } from './writable.js';

/**
 * Checks that a profile can be written as the options say: getting one may take long.
 *
 * @param stream What it is written to if the options name no file.
 * @throws {CoroscopeError} if the format isn't known or isn't for the stream, or the file can't be written
 */
export function checkOutput(options: CommandReportOptions, stream: Output): void {
  const { name, isBinary } = requireFormat<ProfileFormat>(options, PROFILE_FORMATS);
  if (options.out !== undefined) {
    checkWritable(options.out, '--out');
  } else if (isBinary && stream.isTTY) {
    throw new CoroscopeError(`${name} is not for a terminal; name a file with --out`);
  }
}

/**
 * Writes a profile as the options say: to the file that they name, or else to `stream`.
 *
 * @throws {CoroscopeError} if the format isn't known, or the file can't be written
 */
export function writeProfile(
  profile: Profile,
  options: CommandReportOptions,
  stream: NodeJS.WriteStream,
): void {
  const { out, quiet } = options;
  const format = requireFormat<ProfileFormat>(options, PROFILE_FORMATS);
  const chunks = render(profile, format, options, out === undefined ? stream : undefined);
  if (out === undefined) {
    for (const chunk of chunks) stream.write(chunk);
    return;
  }
  writeChunks(out, chunks, '--out');
  if (!quiet) say(`${format.content} written to ${out}`);
}

/** The format in which a profile is written. */
export function formatOf(options: CommandReportOptions): ProfileFormat {
  return requireFormat<ProfileFormat>(options, PROFILE_FORMATS);
}

/**
 * Writes what a format has rendered to a file.
 *
 * @param option The option that names the file.
 * @throws {CoroscopeError} if the file can't be written
 */
export function writeChunks(
  file: string,
  chunks: Iterable<string | Uint8Array>,
  option: string,
): void {
  try {
    writeAside(file, chunks);
  } catch (error) {
    // The chunks are rendered as they are written: an error may be the format's.
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw unwritable(file, option, error);
  }
}

/**
 * Writes to a file beside the one that is meant, and renames it when all of it is there, so that what was
 * there stays if that fails. What is no ordinary file (a device, a pipe) is written itself.
 */
function writeAside(file: string, chunks: Iterable<string | Uint8Array>): void {
  const existing = statSync(file, { throwIfNoEntry: false });
  const isOrdinary = existing === undefined || existing.isFile();
  // A link goes on to lead where it leads.
  const target = existing?.isFile() ? realpathSync(file) : file;
  const written = isOrdinary ? `${target}.${process.pid}.part` : target;
  const descriptor = openSync(written, 'w');
  try {
    for (const chunk of withProgress(chunks)) writeFileSync(descriptor, chunk);
    closeSync(descriptor);
    if (isOrdinary) renameSync(written, target);
  } catch (error) {
    try {
      closeSync(descriptor);
    } catch {
      // It was closed before.
    }
    if (isOrdinary) rmSync(written, { force: true });
    throw error;
  }
}

/**
 * The format that is asked for, or else that of the file.
 *
 * @throws {CoroscopeError} if no format is given, and none has the extension of the file
 */
export function requireFormat<F extends Format<never, never>>(
  { format, out = '' }: { format?: F; out?: string },
  formats: readonly F[],
): F {
  return format ?? formatByExtension(out, formats, '--format');
}

/**
 * The format of a file by its extension.
 *
 * @param option The option that names a format.
 * @throws {CoroscopeError} if none has its extension
 */
export function formatByExtension<F extends Format<never, never>>(
  file: string,
  formats: readonly F[],
  option: string,
): F {
  const chosen = formatOfFile(file, formats);
  if (chosen !== undefined) return chosen;
  const known = formats.map(({ name, extensions }) => `${extensions.join(' or ')} for ${name}`);
  throw new CoroscopeError(
    `no format has the extension of ${file}; choose one of ${known.join(', ')}, or give ${option}`,
  );
}

function render(
  profile: Profile,
  format: ProfileFormat,
  options: CommandReportOptions,
  stream: NodeJS.WriteStream | undefined,
): Iterable<string | Uint8Array> {
  const { sort, limit, full, summary, minTime, minCalls, tag, tags, durations, compensate, raw } =
    options;
  return format.render(profile, {
    weight: options.weight,
    function: options.function,
    sort,
    limit,
    minTime,
    minCalls,
    tag,
    tags,
    durations,
    full,
    summary,
    ignoreFindings: options.ignoreFinding,
    compensate,
    raw,
    onLeftOut: options.quiet ? undefined : say,
    // A bundle or a test build does not say where it was run.
    directory: profile.program?.directory ?? process.cwd(),
    ...capabilitiesOf(stream, process.env, options.color),
  });
}

/**
 * Writes chunks to a stream as fast as it takes them. That its reader has seen enough is no error.
 *
 * @param stream Is left open.
 */
export async function writeToStream(
  stream: NodeJS.WritableStream,
  chunks: Iterable<string | Uint8Array>,
): Promise<void> {
  try {
    // On the terminal that the chunks go to, they show how far it is.
    const shown = process.stdout.isTTY ? chunks : withProgress(chunks);
    await pipeline(shown, stream, { end: false });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EPIPE') return;
    // The chunks are rendered as they are written: an error may be the format's.
    throw syscall === undefined ? error : new CoroscopeError(unwritableOutput(error as Error));
  }
}
