import { CoroscopeError } from '@coroscope/node';
import type { Profile } from '@coroscope/profile';
import { capabilitiesOf, renderText } from '@coroscope/report';
import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from './messages.js';
import type { ReportOptions } from './report-options.js';

/**
 * Writes a profile as the options say: to the file that they name, or else to `stream`.
 *
 * @throws {CoroscopeError} if the file can't be written
 */
export function writeProfile(
  profile: Profile,
  options: ReportOptions,
  stream: NodeJS.WriteStream,
): void {
  if (options.out === undefined) {
    stream.write(render(profile, options, stream));
    return;
  }
  writeText(options.out, render(profile, options, undefined), '--out');
  if (!options.quiet) say(`${describe(formatOf(options))} written to ${options.out}`);
}

/**
 * @param option The option that names the file.
 * @throws {CoroscopeError} if the file can't be written
 */
export function writeText(file: string, text: string, option: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw unwritable(file, option, error);
  }
}

/**
 * Makes sure beforehand that what takes long to get can be kept.
 *
 * @param option The option that names the file.
 * @throws {CoroscopeError} if the file can't be written
 */
export function checkWritable(file: string, option: string): void {
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new Error('it is a directory');
    accessSync(existing ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, option, error);
  }
}

function unwritable(file: string, option: string, error: unknown): CoroscopeError {
  const reason = error instanceof Error ? error.message.split(', ')[0] : String(error);
  return new CoroscopeError(`can't write ${file} (${reason}); give ${option} another place`);
}

function formatOf(options: ReportOptions): 'text' | 'json' {
  return options.format ?? (options.out?.endsWith('.json') ? 'json' : 'text');
}

function describe(format: 'text' | 'json'): string {
  return format === 'json' ? 'profile' : 'report';
}

function render(
  profile: Profile,
  options: ReportOptions,
  stream: NodeJS.WriteStream | undefined,
): string {
  if (formatOf(options) === 'json') return `${JSON.stringify(profile)}\n`;
  const { sort, limit, minTime, minCalls, tag, tags, lives, compensate, raw } = options;
  return renderText(profile, {
    sort,
    limit,
    minTime,
    minCalls,
    tag,
    tags,
    lives,
    compensate,
    raw,
    // A bundle or a test build does not say where it was run.
    directory: profile.program?.directory ?? process.cwd(),
    ...capabilitiesOf(stream, process.env, options.color),
  });
}
