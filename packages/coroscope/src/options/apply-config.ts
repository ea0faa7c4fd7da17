import { configOptions, loadConfig, loadConfigFile, type LoadedConfig } from '@coroscope/adapter';
import { CoroscopeError } from '@coroscope/node';
import { InvalidArgumentError, type Command, type Option } from 'commander';
import { RUNNING } from '../arguments/prepare-arguments.js';
import { loadReportChoices, reportChoices } from './report-choices.js';
import { REPORT_OPTIONS, type CommandReportOptions } from './report-options.js';

/** What a command line says about the configuration: which file holds, or that none does. */
export interface ConfigOption {
  config?: string | false;
}

export function addConfigOption(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration to use instead of the one that is found')
    .option('--no-config', 'no configuration');
}

/** Loads the configuration that is named, or else the one that holds in the working directory. */
export function findConfig({ config }: ConfigOption): LoadedConfig | undefined {
  if (config === false) return undefined;
  try {
    return config === undefined ? loadConfig(process.cwd()) : loadConfigFile(config);
  } catch (error) {
    throw new CoroscopeError((error as Error).message);
  }
}

/**
 * Sets the options of a command that the command line has not set and the configuration does: for one
 * that runs a program what is recorded, for one that reports what is shown.
 *
 * @throws {CoroscopeError} for a configuration that can't be used
 */
export async function applyConfig(command: Command): Promise<void> {
  const found = findConfig(command.opts<ConfigOption>());
  if (found === undefined) return;
  const values = RUNNING.includes(command.name()) ? configOptions(found, 'node') : {};
  if (found.config.report !== undefined) await loadReportChoices();
  const report = reportValues(found, command);
  const chosen = savesProfile(command) ? {} : report;
  for (const [name, value] of Object.entries({ ...values, ...chosen })) {
    if (command.getOptionValueSource(name) === 'cli') continue;
    command.setOptionValueWithSource(name, value, 'config');
  }
}

/** Whether the output is the profile itself: a configuration says what is shown of one, and leaves it whole. */
function savesProfile(command: Command): boolean {
  const { to, format, out = '' } = command.opts<CommandReportOptions & { to?: string }>();
  const name = to ?? (format ?? reportChoices().formatOfFile(out))?.name;
  return name === 'json';
}

function reportValues({ file, config }: LoadedConfig, command: Command): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(config.report ?? {})) {
    if (!REPORT_OPTIONS.includes(name)) {
      throw new CoroscopeError(
        `${file}: report: unknown option '${name}'; known are ${REPORT_OPTIONS.join(', ')}`,
      );
    }
    const option = command.options.find((candidate) => candidate.attributeName() === name);
    if (option !== undefined) values[name] = parsed(option, value, `${file}: report: ${name}`);
  }
  return values;
}

/** The value of an option as the command line would give it. */
function parsed(option: Option, value: unknown, what: string): unknown {
  if (option.isBoolean() || option.negate) {
    if (typeof value === 'boolean') return value;
    throw new CoroscopeError(`${what} must be a boolean`);
  }
  try {
    return option.parseArg?.(String(value), undefined as never) ?? value;
  } catch (error) {
    if (error instanceof InvalidArgumentError)
      throw new CoroscopeError(`${what}: ${error.message}`);
    throw error;
  }
}
