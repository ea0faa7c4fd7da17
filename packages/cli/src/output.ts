import { CoroscopeError } from '@coroscope/node';
import type { Profile } from '@coroscope/profile';
import { renderText } from '@coroscope/report';
import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from './messages.js';
import type { ReportOptions } from './report-options.js';
import { capabilitiesOf } from './terminal.js';

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
  const text = render(profile, options, undefined);
  try {
    writeFileSync(options.out, text);
  } catch (error) {
    throw unwritable(options.out, error);
  }
  if (!options.quiet) say(`${describe(formatOf(options))} written to ${options.out}`);
}

/**
 * Makes sure beforehand that what takes long to get can be kept.
 *
 * @throws {CoroscopeError} if the file can't be written
 */
export function checkWritable(file: string): void {
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new Error('it is a directory');
    accessSync(existing ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

function unwritable(file: string, error: unknown): CoroscopeError {
  const reason = error instanceof Error ? error.message.split(', ')[0] : String(error);
  return new CoroscopeError(`can't write ${file} (${reason}); give --out another place`);
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
  const { sort, limit, minTime, minCalls, compensate, raw } = options;
  return renderText(profile, {
    sort,
    limit,
    minTime,
    minCalls,
    compensate,
    raw,
    ...capabilitiesOf(stream, process.env, options.color),
  });
}
