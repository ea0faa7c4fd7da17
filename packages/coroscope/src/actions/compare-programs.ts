import { definedOptions } from '@coroscope/adapter';
import { CoroscopeError, type NodeOptions } from '@coroscope/node';
import { programOf } from '../arguments/named-program.js';
import type { ComparisonOptions } from '../options/comparison-options.js';
import { instrumentationOf, type ProgramOptions } from '../options/program-options.js';
import { repeatProgram, type RepeatedProgram } from './repeat-program.js';
import {
  checkComparison,
  comparedRun,
  reportComparison,
  type ComparedRun,
} from './report-comparison.js';

export type CompareOptions = ComparisonOptions &
  ProgramOptions &
  Pick<NodeOptions, 'clock'> & {
    /** How many times each program is run. */
    runs: number;
    showOutput: boolean;
  };

/**
 * Runs two programs in turn, several times each, and compares them.
 *
 * @param named What follows the options: `--` and the one, `--` and the other.
 * @throws {CoroscopeError | ProfileError} if there are not two, or a run fails
 */
export async function comparePrograms(named: string[], options: CompareOptions): Promise<void> {
  const [base, head] = programsOf(named, options.nodeOption);
  const { runs, clock, showOutput: isShown } = options;
  checkComparison(options, runs);
  const recording = { ...instrumentationOf(options), ...definedOptions({ clock }) };
  const sides = [base, head].map((program) => ({ program, compared: [] as ComparedRun[] }));
  // In turn, so that what changes on the machine meanwhile changes both.
  for (let run = 0; run < runs; run++) {
    for (const [i, { program, compared }] of sides.entries()) {
      const number = 2 * run + i + 1;
      const end = await repeatProgram(program, { number, of: 2 * runs, isShown }, recording);
      if (end.profile === undefined) throw new CoroscopeError(end.failure);
      compared.push(comparedRun(end.profile, options));
    }
  }
  const [baseRuns, headRuns] = sides.map(({ program: { name }, compared }) => ({
    name,
    runs: compared,
  }));
  reportComparison(baseRuns, headRuns, options, process.stdout, {
    expected: ['command'],
    next: pageOf(process.argv.slice(2)),
  });
}

/** The words of the same comparison as a page, for the arguments of this one. */
function pageOf(args: readonly string[]): string[] {
  const own = args[0] === 'compare' ? args.slice(1) : args;
  return ['coroscope', 'compare', '--out', 'compare.html', ...own];
}

function programsOf(named: string[], nodeOptions?: string[]): [RepeatedProgram, RepeatedProgram] {
  const commands: string[][] = [];
  for (const word of named) {
    if (word === '--') commands.push([]);
    else commands.at(-1)?.push(word);
  }
  const isComplete = named[0] === '--' && commands.every(({ length }) => length > 0);
  if (!isComplete || commands.length !== 2) {
    throw new CoroscopeError(
      "compare takes two commands: coroscope compare -- 'node a.js' -- 'node b.js'",
    );
  }
  const [base, head] = commands.map((words) => commandOf(words, nodeOptions));
  return [base, head];
}

/** A command of several words is taken as it is, one of a single word as a shell would take it. */
function commandOf(words: string[], nodeOptions?: string[]): RepeatedProgram {
  const name = words.join(' ');
  if (words.length === 1 && needsShell(words[0])) {
    if ((nodeOptions ?? []).length > 0) {
      throw new CoroscopeError(
        `${nodeOptions![0]} is for Node, and '${name}' is for the shell; write it into the command`,
      );
    }
    const [shell, ...args] =
      process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c'] : ['sh', '-c'];
    return { program: { command: shell }, args: [...args, words[0]], name };
  }
  const plain = words.length === 1 ? words[0].trim().split(/\s+/) : words;
  const { program, args } = programOf(['--', ...plain], nodeOptions);
  return { program, args, name };
}

/** Whether a command line holds what only a shell understands. */
function needsShell(command: string): boolean {
  return /["'`$&|;<>()*?[\]{}~#!\\=]/.test(command);
}
