import { CoroscopeError, launch } from '@coroscope/node';
import {
  checkBudget,
  updateBudget,
  type Budget,
  type BudgetCheck,
  type BudgetPath,
  type Profile,
} from '@coroscope/profile';
import {
  budgetGitHub,
  budgetJUnit,
  budgetText,
  capabilitiesOf,
  type BudgetFormat,
  type BudgetReportOptions,
} from '@coroscope/report';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { readBudgetFile, writeBudgetFile } from '../files/budget-file.js';
import { say } from '../messages/say.js';
import { writeChunks } from '../files/output.js';
import { checkWritable } from '../files/writable.js';
import { readProfileFile } from '../files/profile-file.js';
import { programOf } from '../arguments/named-program.js';
import { instrumentationOf, type ProgramOptions } from '../options/program-options.js';

export interface CheckOptions extends ProgramOptions {
  /** File of the budget. */
  budget: string;
  /** File of a saved profile, instead of a script to run. */
  profile?: string;
  update: boolean;
  /** File that JUnit XML is written to. */
  junit?: string;
  github: boolean;
  /** False if colours were refused; otherwise it depends on the terminal. */
  color: boolean;
  quiet: boolean;
}

/** The exit code for a budget that is exceeded. */
const OVER_BUDGET = 1;

/**
 * Checks a run, or a saved profile, against a budget; or writes the budget from it.
 *
 * @param named The script, or `--` and a command, with what is its own; empty for a saved profile.
 * @throws {CoroscopeError | ProfileError} if there is no such script, profile or budget
 */
export async function checkProgram(named: string[], options: CheckOptions): Promise<void> {
  const isRun = named.length > 0;
  if (isRun === (options.profile !== undefined)) {
    throw new CoroscopeError('check takes either a script to run, or --profile FILE');
  }
  const budget = readBudgetFile(options.budget, options.update);
  if (options.junit !== undefined) checkWritable(options.junit, '--junit');
  const profile = isRun ? await run(named, options) : readProfileFile(options.profile!);
  if (profile === undefined) return;
  const stream = isRun ? process.stderr : process.stdout;
  if (options.update) update(profile, budget, options);
  else reportCheck(profile, budget!, options, stream);
}

/** The profile of a run that succeeded: of one that failed, the counts mean nothing. */
async function run(named: string[], options: CheckOptions): Promise<Profile | undefined> {
  const { program, args } = programOf(named, options.nodeOption);
  const { code, signal, profile } = await launch(program, args, instrumentationOf(options));
  if (code === 0 && profile !== undefined) return profile;
  process.exitCode = code === 0 ? OVER_BUDGET : (code ?? OVER_BUDGET);
  say(
    code === 0
      ? 'the program ended before it could save its figures; the budget was not checked'
      : `the program failed (${signal ?? `exit code ${code}`}); the budget was not checked`,
  );
  return undefined;
}

function update(profile: Profile, budget: Budget | undefined, options: CheckOptions): void {
  const updated = updateBudget(profile, budget, relativeTo(options.budget));
  writeBudgetFile(options.budget, updated);
  if (options.quiet) return;
  const functions = Object.values(updated.functions).flatMap((file) => Object.keys(file)).length;
  say(
    `budget of ${functions} ${functions === 1 ? 'function' : 'functions'} written to ${options.budget}`,
  );
}

function reportCheck(
  profile: Profile,
  budget: Budget,
  options: CheckOptions,
  stream: NodeJS.WriteStream,
): void {
  const check = checkBudget(profile, budget, relativeTo(options.budget));
  const outcome = { check, budget, profile };
  allowClosedPipe(stream);
  const print = (format: BudgetFormat, how: BudgetReportOptions) => {
    for (const chunk of format.render(outcome, how)) stream.write(chunk);
  };
  const directory = process.cwd();
  if (options.junit !== undefined) {
    writeChunks(options.junit, budgetJUnit.render(outcome, { directory }), '--junit');
  }
  if (options.github) print(budgetGitHub, { directory: repositoryRoot(process.env) });
  if (!options.quiet || isWorthReporting(check)) {
    const capabilities = capabilitiesOf(stream, process.env, options.color);
    print(budgetText, { file: options.budget, directory, ...capabilities });
  }
  if (check.violations.length > 0) process.exitCode = OVER_BUDGET;
}

function isWorthReporting({ violations, missing }: BudgetCheck): boolean {
  return violations.length + missing.length > 0;
}

/** The directory that the paths of a GitHub workflow's annotations are relative to. */
function repositoryRoot({ GITHUB_WORKSPACE }: NodeJS.ProcessEnv): string {
  return GITHUB_WORKSPACE ?? process.cwd();
}

/** Makes paths relative to the file of the budget, which is kept with the source. */
function relativeTo(budget: string): BudgetPath {
  const directory = dirname(resolve(budget));
  return (path) => {
    const plain = path.startsWith('file:') ? fileURLToPath(path) : path;
    return relative(directory, plain).split(sep).join('/');
  };
}
