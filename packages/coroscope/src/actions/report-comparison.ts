import { CoroscopeError } from '@coroscope/node';
import {
  compareRuns,
  compareTrees,
  LEAST_RUNS,
  regressions,
  runFigures,
  runTree,
  type Caveat,
  type ComparedTree,
  type Profile,
  type RunFigures,
  type RunTree,
} from '@coroscope/profile';
import { capabilitiesOf, COMPARISON_FORMATS } from '@coroscope/report';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { requireFormat, writeChunks } from '../files/output.js';
import { checkWritable } from '../files/writable.js';
import { sayNext } from '../messages/next-command.js';
import { say } from '../messages/say.js';
import type { ComparisonOptions } from '../options/comparison-options.js';

/** The runs of one state of the program. */
export interface ComparedRuns {
  /** What it is called. */
  name: string;
  runs: ComparedRun[];
}

/** What a run's profile says, as far as the comparison needs it; its call tree only where that is drawn. */
export interface ComparedRun {
  figures: RunFigures;
  tree: RunTree | undefined;
}

/** Reads from a profile what the comparison that the options ask for needs. */
export function comparedRun(profile: Profile, options: ComparisonOptions): ComparedRun {
  const { drawsTree } = requireFormat(options, COMPARISON_FORMATS);
  return { figures: runFigures(profile), tree: drawsTree ? runTree(profile) : undefined };
}

/** The exit code if something regressed that the options name. */
const REGRESSED = 1;

/**
 * Checks that a comparison can be made and written as the options say: getting one may take long.
 *
 * @param runs How many there will be on the side that has fewer.
 * @throws {CoroscopeError} if the format isn't known, the file can't be written, or the runs are too few
 */
export function checkComparison(options: ComparisonOptions, runs: number): void {
  requireFormat(options, COMPARISON_FORMATS);
  if (options.out !== undefined) checkWritable(options.out, '--out');
  if (options.failOn.includes('time') && runs < LEAST_RUNS) {
    throw new CoroscopeError(
      `--fail-on time takes at least ${LEAST_RUNS} runs a side, and there ${runs === 1 ? 'is' : 'are'} ${runs}; give more with --base and --head`,
    );
  }
}

/**
 * Compares runs, writes the comparison as the options say, and sets the exit code.
 *
 * @param expected What may differ in how the runs of both sides were taken, and need not be said.
 * @param next The command that shows more than the text of it.
 * @throws {CoroscopeError | ProfileError} if the runs can't be compared, or the file can't be written
 */
export function reportComparison(
  base: ComparedRuns,
  head: ComparedRuns,
  options: ComparisonOptions,
  stream: NodeJS.WriteStream,
  { expected = [], next }: { expected?: readonly Caveat['what'][]; next: readonly string[] },
): void {
  const { by, threshold: share, thresholdTime: time, alpha, out, quiet, limit, full } = options;
  const figures = ({ runs }: ComparedRuns) => runs.map((run) => run.figures);
  const compared = compareRuns(figures(base), figures(head), {
    by,
    thresholds: { share, time, alpha },
  });
  const caveats = compared.caveats.filter(({ what }) => !expected.includes(what));
  const comparison = { ...compared, caveats };
  const format = requireFormat(options, COMPARISON_FORMATS);
  const chunks = format.render(
    { comparison, base: base.name, head: head.name, tree: treeOf(base, head) },
    {
      limit,
      full,
      onLeftOut: quiet ? undefined : say,
      ...capabilitiesOf(out === undefined ? stream : undefined, process.env, options.color),
    },
  );
  if (out === undefined) {
    allowClosedPipe(stream);
    for (const chunk of chunks) stream.write(chunk);
  } else {
    writeChunks(out, chunks, '--out');
    if (!quiet) say(`${format.content} written to ${out}`);
  }
  const found = regressions(comparison);
  const failed = options.failOn.filter((name) => found[name] > 0);
  if (failed.length > 0) {
    process.exitCode = REGRESSED;
    if (!quiet) say(`failed for ${failed.map((name) => `${name} (${found[name]})`).join(', ')}`);
  }
  if (out === undefined && !quiet && format.name === 'text') sayNext(next, stream);
}

/** Both call trees as one, if all runs have theirs. */
function treeOf(base: ComparedRuns, head: ComparedRuns): ComparedTree | undefined {
  const withTrees = ({ runs }: ComparedRuns) =>
    runs.flatMap(({ figures, tree }) => (tree === undefined ? [] : [{ figures, tree }]));
  const [before, after] = [withTrees(base), withTrees(head)];
  return before.length + after.length === 0 ? undefined : compareTrees(before, after);
}
