import {
  COMPARED_TIMES,
  DEFAULT_THRESHOLDS,
  REGRESSIONS,
  type ComparedTime,
  type Regression,
} from '@coroscope/profile';
import { COMPARISON_FORMATS, type ComparisonFormat } from '@coroscope/report';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseCount, parseMilliseconds } from './parse-values.js';

/** The options that `diff` and `compare` have in common. */
export interface ComparisonOptions {
  /** The file that the comparison is written to. */
  out?: string;
  /** The format; by the extension of `out` unless given. */
  format?: ComparisonFormat;
  /** The time by which functions are compared. */
  by: ComparedTime;
  /** Share of the smaller median: differences up to it do not matter. */
  threshold: number;
  /** Milliseconds: differences up to it do not matter. */
  thresholdTime: number;
  /** The accepted chance of a false alarm. */
  alpha: number;
  /** What the command fails for. */
  failOn: Regression[];
  limit?: number;
  full: boolean;
  /** False if colours were refused; otherwise it depends on the terminal. */
  color: boolean;
  quiet?: boolean;
}

export function addComparisonOptions(command: Command): Command {
  const { share, time, alpha } = DEFAULT_THRESHOLDS;
  return command
    .option('--out <file>', 'write to a file instead')
    .addOption(
      new Option(
        '--format <format>',
        `the format; default: by the extension of --out, else ${COMPARISON_FORMATS[0].name}`,
      )
        .choices(COMPARISON_FORMATS.map(({ name }) => name))
        .argParser(parseComparisonFormat),
    )
    .addOption(
      new Option('--by <time>', 'the time by which functions are compared')
        .choices([...COMPARED_TIMES])
        .default('total'),
    )
    .addOption(
      new Option('--threshold <percent>', 'leave out times that differ by no more than that')
        .argParser(parsePercent)
        .default(share, String(share * 100)),
    )
    .addOption(
      new Option('--threshold-time <ms>', 'leave out times that differ by no more than that')
        .argParser(parseMilliseconds)
        .default(time),
    )
    .addOption(
      new Option('--alpha <chance>', 'how likely one of all verdicts may be a false alarm')
        .argParser(parseChance)
        .default(alpha),
    )
    .addOption(
      new Option(
        '--fail-on <what>',
        'exit with 1 if there is more of it, or if it got slower, separated by commas',
      )
        .choices(REGRESSIONS)
        .argParser(parseRegressions)
        .default([], 'nothing'),
    )
    .option('--limit <rows>', 'rows that a table shows at most', parseCount)
    .option('--full', 'all rows', false)
    .option('--no-color', 'no colours; so does the environment variable NO_COLOR')
    .option('--quiet', 'no messages, only the comparison');
}

function parseComparisonFormat(name: string): ComparisonFormat {
  const format = COMPARISON_FORMATS.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  const names = COMPARISON_FORMATS.map((candidate) => candidate.name);
  throw new InvalidArgumentError(`Choose one of ${names.join(', ')}.`);
}

function parsePercent(text: string): number {
  const percent = Number(text.replace(/%$/, ''));
  if (/^[\d.]/.test(text) && Number.isFinite(percent)) return percent / 100;
  throw new InvalidArgumentError('Give a percentage, such as 5.');
}

function parseChance(text: string): number {
  const chance = Number(text);
  if (chance > 0 && chance < 1) return chance;
  throw new InvalidArgumentError('Give a number between 0 and 1, such as 0.05.');
}

function parseRegressions(text: string, previous: Regression[]): Regression[] {
  const chosen = text.split(',').map((name) => {
    const regression = REGRESSIONS.find((candidate) => candidate === name.trim());
    if (regression !== undefined) return regression;
    throw new InvalidArgumentError(`Choose of ${REGRESSIONS.join(', ')}.`);
  });
  return [...new Set([...previous, ...chosen])];
}
