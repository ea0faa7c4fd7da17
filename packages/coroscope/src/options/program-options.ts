import { definedOptions } from '@coroscope/adapter';
import type { NodeOptions } from '@coroscope/node';
import { Option, type Command } from 'commander';
import { NODE_OPTION } from '../arguments/wrap-node-options.js';
import { gather, parseCount, parseSeconds } from './parse-values.js';

/** The options that say how a program is run, and what is instrumented of it. */
export interface ProgramOptions extends Partial<
  Pick<
    NodeOptions,
    | 'include'
    | 'exclude'
    | 'all'
    | 'kinds'
    | 'modules'
    | 'leaves'
    | 'sourceText'
    | 'maxContexts'
    | 'cache'
    | 'hot'
    | 'held'
    | 'quiet'
    | 'watcher'
    | 'flush'
    | 'startOff'
    | 'delay'
    | 'duration'
    | 'signal'
  >
> {
  /** Options of Node's own. */
  nodeOption?: string[];
}

/** The part of the options that Node's hooks take. */
export function instrumentationOf(options: ProgramOptions): Partial<NodeOptions> {
  const { include, exclude, all, kinds, modules, leaves, sourceText } = options;
  const { maxContexts, cache, hot, held, quiet, watcher, flush } = options;
  const chosen = { include, exclude, all, kinds, modules, leaves, sourceText };
  const { startOff, delay, duration, signal } = options;
  const when = { startOff, delay, duration, signal };
  return definedOptions({
    ...chosen,
    ...when,
    ...{ maxContexts, cache, hot, held, quiet, watcher, flush },
  });
}

export function addProgramOptions(command: Command): Command {
  return command
    .option('--include <glob>', 'instrument only files that match; repeatable', gather)
    .option('--exclude <glob>', 'leave out files that match; repeatable', gather)
    .option('--all', 'instrument dependencies (node_modules) too')
    .addOption(
      new Option(
        '--leaves <how>',
        'functions without calls, loops and awaits: count their calls, time them, or skip them',
      )
        .choices(['count', 'time', 'skip'])
        .default('count'),
    )
    .addOption(
      new Option(
        '--hot <how>',
        'functions whose calls prove too short to be timed: time them, or count their calls',
      )
        .choices(['time', 'count'])
        .default('time'),
    )
    .option(
      '--held',
      'report which of the calls that hang are lost for good, since nothing holds what they wait for',
    )
    .option('--no-source-text', 'let the text of a function, as String(f), be the instrumented one')
    .option('--watcher', 'watch over child processes from their start, too')
    .option('--no-watcher', 'lose the figures of what is killed, and of terminated threads')
    .addOption(
      new Option('--flush <seconds>', 'how often the watcher writes figures down, against a kill')
        .argParser(parseSeconds)
        .default(1),
    )
    .addOption(
      new Option(
        '--max-contexts <count>',
        'call paths that are kept apart at most (default: 1000000, or 200000 with --all)',
      ).argParser(parseCount),
    )
    .option('--no-cache', 'instrument every file anew, and keep none')
    .option(
      `${NODE_OPTION} <option>`,
      'an option of Node or V8 that it does not document; repeatable',
      gather,
    );
}
