import { parseSortKey, SORT_KEYS, type SortKey } from '@coroscope/report';
import { InvalidArgumentError, Option, type Command } from 'commander';

/** The options that `run` and `report` have in common. */
export interface ReportOptions {
  out?: string;
  format?: 'text' | 'json';
  sort: SortKey;
  limit?: number;
  /** Milliseconds. */
  minTime?: number;
  minCalls?: number;
  /** Show only what ran under it. */
  tag?: string;
  /** Add a table of the tags. */
  tags: boolean;
  /** Add a table of how long activations lived. */
  lives: boolean;
  /** Take off what the probes cost. */
  compensate: boolean;
  /** And show the figures as measured beside it. */
  raw: boolean;
  /** False if colours were refused; otherwise it depends on the terminal. */
  color: boolean;
  quiet: boolean;
}

export function addReportOptions(command: Command): Command {
  return command
    .option('--out <file>', 'write to a file instead')
    .addOption(
      new Option(
        '--format <format>',
        'a report to read, or the profile itself (default: "json" if FILE ends in .json, else "text")',
      ).choices(['text', 'json']),
    )
    .addOption(
      new Option('--sort <figure>', `sort functions by: ${SORT_KEYS.join(', ')}`)
        .argParser(parseSort)
        .default('total'),
    )
    .option('--limit <rows>', 'rows that a table shows at most', parseCount)
    .option('--min-time <ms>', 'leave out what took less time than that', parseMilliseconds)
    .option('--min-calls <calls>', 'leave out functions called less often', parseCount)
    .option('--tag <tag>', 'show only what ran under this tag')
    .option('--tags', 'add a table of the tags', false)
    .option('--lives', 'add a table of how long calls lived: p50, p90, p99, longest', false)
    .option('--compensate', "take off what the profiler's own probes cost", false)
    .option('--raw', 'with --compensate: the figures as measured beside it', false)
    .option('--no-color', 'no colours; so does the environment variable NO_COLOR')
    .option('--quiet', 'no messages, only the report', false);
}

function parseSort(text: string): SortKey {
  try {
    return parseSortKey(text);
  } catch {
    throw new InvalidArgumentError(`Choose one of ${SORT_KEYS.join(', ')}.`);
  }
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('Give a whole number above 0.');
}

function parseMilliseconds(text: string): number {
  const milliseconds = Number(text);
  if (text.trim() !== '' && milliseconds >= 0 && Number.isFinite(milliseconds)) return milliseconds;
  throw new InvalidArgumentError('Give a number of milliseconds, such as 0.5.');
}
