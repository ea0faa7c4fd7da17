import type { OptionsOf } from '@coroscope/adapter';
import { resolve } from 'node:path';

type Given = OptionsOf<'node'>;

/** The options that need no value: the packages that take them have defaults. */
type Optional =
  | 'trace'
  | 'traceTag'
  | 'tagModule'
  | 'out'
  | 'kinds'
  | 'modules'
  | 'maxContexts'
  | 'maxTags'
  | 'watcher'
  | 'duration'
  | 'signal';

/** The options of a run; `OPTIONS` of @coroscope/adapter describes them. */
export interface NodeOptions extends Required<Omit<Given, Optional>>, Pick<Given, Optional> {
  /** The directory in which threads and processes leave their shards of the profile. */
  runDirectory?: string;
  /** The process that waits for the profile. */
  command?: number;
  /** When the first process began, in milliseconds of the epoch, where `delay` or `duration` counts from that. */
  begun?: number;
  /** The option of Node that the command has added. */
  stackSizeOption?: string;
}

const DEFAULTS: Omit<NodeOptions, 'cwd' | Optional> = {
  clock: 'wall',
  include: [],
  exclude: [],
  all: false,
  leaves: 'count',
  sourceText: true,
  cache: true,
  hot: 'time',
  held: false,
  quiet: false,
  flush: 1,
  startOff: false,
  delay: 0,
};

/**
 * Dependencies are where trees are walked by recursion, which makes a path of its own of almost every tenth call, and
 * where few look at more than which of them is slow. See docs/performance.md for what more paths cost.
 */
const MAX_CONTEXTS_WITH_DEPENDENCIES = 200_000;

export function completeOptions(options: Partial<NodeOptions>): NodeOptions {
  const limits = options.all ? { maxContexts: MAX_CONTEXTS_WITH_DEPENDENCIES } : {};
  // Now: the program may change its working directory.
  return { ...DEFAULTS, ...limits, ...options, cwd: resolve(options.cwd ?? '') };
}
