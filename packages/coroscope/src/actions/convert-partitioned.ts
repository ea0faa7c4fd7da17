import { CoroscopeError } from '@coroscope/node';
import { readTrace } from '@coroscope/profile';
import { PROFILE_FORMATS, TRACE_FORMATS, type ExportOptions } from '@coroscope/report';
import { TRACE_MAGIC } from '@coroscope/runtime/contract';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeChunks } from '../files/output.js';
import { parseProfile, profileFilesOf, readProfileBytes } from '../files/profile-file.js';
import { checkWritable } from '../files/writable.js';
import { withFileProgress } from '../messages/progress.js';
import { say } from '../messages/say.js';
import { partitionFolder, type Partition } from '../options/partition.js';
import type { ConvertOptions } from './convert-input.js';

const profileTable = PROFILE_FORMATS.find(({ name }) => name === 'parquet')!;
const traceTable = TRACE_FORMATS.find(({ name }) => name === 'parquet')!;

/**
 * Writes each file as a part of a Parquet table in folders, `service=checkout/host=a/run=17/part-0.parquet`. The same
 * done again replaces what it has written.
 *
 * @param named Profiles and folders of them, or traces: not both, which have other columns.
 * @throws {CoroscopeError | ProfileError} for the first that is neither, or can't be written
 */
export function convertPartitioned(
  named: readonly string[],
  partition: Partition,
  options: ConvertOptions,
): void {
  const { to = 'parquet', out } = options;
  if (to !== 'parquet' || out === undefined) {
    throw new CoroscopeError('--partition is for --to parquet, and a folder that --out names');
  }
  const files = named.flatMap(profileFilesOf);
  const parts = new Map<string, number>();
  let kind: 'profile' | 'trace' | undefined;
  for (const file of withFileProgress(files)) {
    const bytes = readProfileBytes(file);
    const isTrace = bytes.toString('latin1', 0, TRACE_MAGIC.length) === TRACE_MAGIC;
    const found = isTrace ? 'trace' : 'profile';
    kind ??= found;
    if (found !== kind) {
      throw new CoroscopeError(
        `${file} is a ${found}, the files before it are ${kind}s; write them to another folder, for their columns differ`,
      );
    }
    const folder = join(out, partitionFolder(partition, file));
    const part = parts.get(folder) ?? 0;
    parts.set(folder, part + 1);
    makeFolder(folder);
    const target = join(folder, `part-${part}.parquet`);
    checkWritable(target, '--out');
    writeChunks(
      target,
      isTrace ? traceChunks(bytes, file, options) : profileChunks(bytes, file, options),
      '--out',
    );
  }
  if (options.quiet) return;
  const count = `${files.length} ${files.length === 1 ? kind : `${kind}s`}`;
  say(
    `${count} written to ${out}; read with: from read_parquet('${out}/**/*.parquet', hive_partitioning = true)`,
  );
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CoroscopeError(
      `can't make the folder ${folder} (${code}); name another one with --out`,
    );
  }
}

function profileChunks(bytes: Buffer<ArrayBuffer>, file: string, options: ConvertOptions) {
  const profile = parseProfile(bytes, file);
  return profileTable.render(profile, { ...how(profile.program, options), name: file });
}

function traceChunks(bytes: Buffer<ArrayBuffer>, file: string, options: ConvertOptions) {
  const trace = readTrace(bytes, file);
  return traceTable.render(trace, { ...how(trace.program, options), name: file });
}

/** Paths are the same on all hosts that have the program in one place, and below its own folder. */
function how(program: { directory: string } | undefined, options: ConvertOptions): ExportOptions {
  const { minTime, function: wanted, tag, compensate } = options;
  const directory = program?.directory ?? process.cwd();
  return { minTime, function: wanted, tag, compensate, directory };
}
