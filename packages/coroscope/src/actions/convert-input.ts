import { CoroscopeError } from '@coroscope/node';
import {
  PROFILE_FORMATS,
  TRACE_FORMATS,
  type Format,
  type ProfileFormatOptions,
  type TraceExportOptions,
  type WeightName,
} from '@coroscope/report';
import { TRACE_MAGIC } from '@coroscope/runtime/contract';
import { formatByExtension, writeChunks, writeToStream } from '../files/output.js';
import { checkWritable } from '../files/writable.js';
import {
  isDirectory,
  parseProfile,
  readProfileBytes,
  readProfileFile,
} from '../files/profile-file.js';
import { STANDARD_INPUT } from '../files/read-input.js';
import { readTraceBytes } from '../files/trace-file.js';
import { sayNext } from '../messages/next-command.js';
import { say } from '../messages/say.js';

export interface ConvertOptions {
  /** Name of the format; by the extension of `out` unless given. */
  to?: string;
  /** The file that is written; standard output unless given. */
  out?: string;
  weight?: WeightName;
  function?: string;
  tag?: string;
  /** Milliseconds. */
  minTime?: number;
  compensate: boolean;
  /** Writes what is larger than a gigabyte, too. */
  force: boolean;
  quiet: boolean;
}

const GIGABYTE = 1e9;
/** Bytes that are written without `--force`. */
const LARGE = GIGABYTE;

/**
 * Writes a profile or a trace in the format of another tool.
 *
 * @param file A profile, a folder of several, a trace, or `-`.
 * @param most Bytes that are written without `--force`.
 * @throws {CoroscopeError | ProfileError} if it is neither, can't be written as asked, or is large
 */
export async function convertInput(
  file: string,
  options: ConvertOptions,
  most = LARGE,
): Promise<void> {
  if (options.to === undefined && options.out === undefined) {
    throw new CoroscopeError(
      `give a format with --to, such as --to speedscope, or a file with --out; known are ${namesOf([...PROFILE_FORMATS, ...TRACE_FORMATS])}`,
    );
  }
  if (options.out !== undefined) checkWritable(options.out, '--out');
  const directory = process.cwd();
  const onLeftOut = options.quiet ? undefined : say;
  if (isDirectory(file)) {
    const format = choose(PROFILE_FORMATS, options, `${file} holds profiles`);
    const profile = readProfileFile(file);
    const how = { ...options, name: file, ...where(profile.program, directory), onLeftOut };
    return write(format, profile, how, options, most);
  }
  const name = file === STANDARD_INPUT ? 'standard input' : file;
  const bytes = readProfileBytes(file);
  if (bytes.toString('latin1', 0, TRACE_MAGIC.length) === TRACE_MAGIC) {
    const format = choose(TRACE_FORMATS, options, `${file} is a trace`);
    const trace = readTraceBytes(bytes, file);
    const how: TraceExportOptions = { ...options, name, ...where(trace.program, directory) };
    return write(format, trace, how, options, most);
  }
  const format = choose(PROFILE_FORMATS, options, `${file} is a profile`);
  const profile = parseProfile(bytes, file);
  const how: ProfileFormatOptions = {
    ...options,
    name,
    ...where(profile.program, directory),
    onLeftOut,
  };
  return write(format, profile, how, options, most);
}

function where(program: { directory: string } | undefined, fallback: string) {
  return { directory: program?.directory ?? fallback };
}

/** @throws {CoroscopeError} if what is there has no such format */
function choose<F extends Format<never, never>>(
  formats: readonly F[],
  { to, out }: ConvertOptions,
  what: string,
): F {
  if (to === undefined) return formatByExtension(out!, formats, '--to');
  const format = formats.find(({ name }) => name === to);
  if (format !== undefined) return format;
  throw new CoroscopeError(`${what}, which has no format ${to}; choose --to ${namesOf(formats)}`);
}

function namesOf(formats: readonly { name: string }[]): string {
  return formats.map(({ name }) => name).join(', ');
}

async function write<Subject, How>(
  format: Format<Subject, How>,
  subject: Subject,
  how: How,
  options: ConvertOptions,
  most: number,
): Promise<void> {
  const { out, quiet, force, minTime, function: wanted, tag } = options;
  // How much is left of a selection is known only when it has been written.
  const isAll = minTime === undefined && wanted === undefined && tag === undefined;
  const bytes = isAll ? (format.estimate?.(subject, how) ?? 0) : 0;
  if (bytes > most && !force) {
    throw tooLarge(`about ${(bytes / GIGABYTE).toFixed(1)} GB would be written`);
  }
  const rendered = format.render(subject, how);
  const chunks = force ? rendered : limited(rendered, most);
  if (out === undefined) {
    if (format.isBinary && process.stdout.isTTY) {
      throw new CoroscopeError(`${format.name} is not for a terminal; name a file with --out`);
    }
    return writeToStream(process.stdout, chunks);
  }
  writeChunks(out, chunks, '--out');
  if (quiet) return;
  say(`${format.content} written to ${out}`);
  const next = format.opensWith?.(out);
  if (next !== undefined) sayNext(next, process.stderr);
}

/** Passes chunks on, and ends with an error when they are too much. */
function* limited<Chunk extends string | Uint8Array>(
  chunks: Iterable<Chunk>,
  most: number,
): Generator<Chunk> {
  let bytes = 0;
  for (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw tooLarge(`it is more than ${most / GIGABYTE} GB`);
    yield chunk;
  }
}

function tooLarge(what: string): CoroscopeError {
  return new CoroscopeError(
    `${what}; take less with --min-time or --function, or write it with --force`,
  );
}
