import type { FindingId } from '@coroscope/profile';
import type { ProfileFormat, SortKey, WeightName } from '@coroscope/report';
import { Option, type Command } from 'commander';
import {
  parseCount,
  parseFinding,
  parseFormat,
  parseMilliseconds,
  parseSort,
  parseWeight,
} from './parse-values.js';
import { reportChoices } from './report-choices.js';

/** The options that `run` and `report` have in common. */
export interface CommandReportOptions {
  /** The file that the report is written to. */
  out?: string;
  /** The format; by the extension of `out` unless given. */
  format?: ProfileFormat;
  /** By the clock unless given. */
  sort?: SortKey;
  limit?: number;
  full: boolean;
  summary: boolean;
  /** Identifiers of findings that are left out. */
  ignoreFinding: FindingId[];
  /** Milliseconds. */
  minTime?: number;
  minCalls?: number;
  /** Shows only what ran under it. */
  tag?: string;
  /** A qualified name, for formats of other tools: only what leads to its calls and follows from them. */
  function?: string;
  /** What a format of another tool shows that holds one weight. */
  weight?: WeightName;
  /** Adds a table of the tags. */
  tags: boolean;
  /** Adds a table of how long activations took. */
  durations: boolean;
  /** Subtracts what the probes cost. */
  compensate: boolean;
  /** Shows the figures as measured beside the compensated ones. */
  raw: boolean;
  /** False if colours were refused; otherwise it depends on the terminal. */
  color: boolean;
  quiet?: boolean;
}

/** Those of them that a configuration may set, too. */
export const REPORT_OPTIONS: readonly string[] = [
  'sort',
  'limit',
  'minTime',
  'minCalls',
  'tags',
  'durations',
  'compensate',
  'raw',
  'color',
];

export function addReportOptions(command: Command): Command {
  const { formats, sortKeys, findingIds } = reportChoices();
  return command
    .option('-o, --out <file>', 'write to a file instead')
    .addOption(
      new Option(
        '--format <format>',
        `the format; default: by the extension of --out, else ${formats[0]?.name}`,
      )
        .choices(formats.map(({ name }) => name))
        .argParser(parseFormat),
    )
    .addOption(
      new Option(
        '--sort <figure>',
        'what functions are sorted by; default: span, or total with the CPU clock',
      )
        .choices(sortKeys)
        .argParser(parseSort),
    )
    .option('--summary', 'nothing but the verdict and the findings', false)
    .option('--full', 'all rows, all findings with their source, all notes', false)
    .addOption(
      new Option('--ignore-finding <id>', 'leave out findings of a kind; repeatable')
        .choices(findingIds)
        .argParser(parseFinding)
        .default([], 'none'),
    )
    .option('--limit <rows>', 'rows that a table shows at most', parseCount)
    .option('--min-time <ms>', 'leave out what took less time than that', parseMilliseconds)
    .option('--min-calls <calls>', 'leave out functions called less often', parseCount)
    .option('--tag <tag>', 'show only what ran under this tag')
    .addOption(functionOption())
    .addOption(weightOption())
    .option('--tags', 'add a table of the tags', false)
    .option('--durations', 'add a table of how long calls took: p50, p90, p99, longest', false)
    .option('--compensate', "subtract what the profiler's own probes cost", false)
    .option('--raw', 'with --compensate: the figures as measured beside it', false)
    .option('--no-color', 'no colours; so does the environment variable NO_COLOR')
    .option('--quiet', 'no messages, only the report');
}

/** What formats for other tools take beside what reports do. */
export function functionOption(): Option {
  return new Option(
    '--function <name>',
    'in formats of other tools: only what leads to calls of a function, and follows from them',
  );
}

export function weightOption(): Option {
  const { weights } = reportChoices();
  return new Option(
    '--weight <weight>',
    `what formats of other tools show that show one weight; default: ${weights[0]}`,
  )
    .choices(weights)
    .argParser(parseWeight);
}
