import { CONFIG_FILES, optionsOf, type AdapterOptionSpec } from '@coroscope/adapter';
import { Command } from 'commander';
import { relative } from 'node:path';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { findConfig, type ConfigOption } from '../options/apply-config.js';
import { addReportOptions, REPORT_OPTIONS } from '../options/report-options.js';

interface Row {
  name: string;
  value: string;
  source: string;
}

/**
 * Prints the options that hold in the working directory, and where they come from.
 *
 * @throws {CoroscopeError} for a configuration that can't be used
 */
export function printConfig(options: ConfigOption): void {
  const found = findConfig(options);
  const source = found && (relative('', found.file) || found.file);
  const { report = {}, tests = {}, ...recording } = found?.config ?? {};
  const rows = [
    ...rowsOf('', recording, recordingDefaults(), source),
    ...rowsOf('report.', report, reportDefaults(), source),
    ...rowsOf('tests.', tests, documentedDefaults(optionsOf('reporter')), source),
  ];
  const widths = (['name', 'value'] as const).map((column) =>
    Math.max(...rows.map((row) => row[column].length)),
  );
  const lines = rows.map(
    ({ name, value, source: from }) =>
      `${name.padEnd(widths[0])}  ${value.padEnd(widths[1])}  ${from}`,
  );
  const heading =
    source ??
    (options.config === false
      ? 'no configuration, as --no-config says'
      : `no configuration: neither ${CONFIG_FILES[0]} nor another, here or above`);
  allowClosedPipe(process.stdout);
  process.stdout.write(`${[heading, '', ...lines].join('\n')}\n`);
}

function rowsOf(
  prefix: string,
  values: object,
  defaults: Record<string, string>,
  source = '',
): Row[] {
  return Object.entries(defaults).map(([name, fallback]) => {
    const value = (values as Record<string, unknown>)[name];
    return value === undefined
      ? { name: prefix + name, value: fallback, source: 'default' }
      : { name: prefix + name, value: JSON.stringify(value), source };
  });
}

function recordingDefaults(): Record<string, string> {
  return documentedDefaults(optionsOf('config'), 'config');
}

/** Defaults as documentation shows them, without its marks. */
function documentedDefaults(
  specs: Readonly<Record<string, AdapterOptionSpec>>,
  adapter?: 'config',
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => {
      const text = (adapter && spec.defaultIn?.[adapter]) ?? spec.default;
      return [name, text.replaceAll('`', '').replaceAll("'", '"')];
    }),
  );
}

function reportDefaults(): Record<string, string> {
  const { options } = addReportOptions(new Command());
  return Object.fromEntries(
    REPORT_OPTIONS.map((name) => {
      const option = options.find((candidate) => candidate.attributeName() === name);
      const value = (option?.defaultValue as unknown) ?? (option?.negate ? true : undefined);
      return [name, value === undefined ? 'none' : JSON.stringify(value)];
    }),
  );
}
