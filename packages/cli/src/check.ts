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
  capabilitiesOf,
  renderBudgetAnnotations,
  renderBudgetCheck,
  renderBudgetJUnit,
} from '@coroscope/report';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readBudgetFile, writeBudgetFile } from './budget-file.js';
import { say } from './messages.js';
import { checkWritable, writeText } from './output.js';
import { readProfileFile } from './profile-file.js';
import { findScript } from './script.js';
import type { SelectionOptions } from './selection-options.js';

export interface CheckOptions extends SelectionOptions {
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

/** Our exit code for a budget that is exceeded. */
const OVER_BUDGET = 1;

/**
 * Checks a run, or a saved profile, against a budget; or writes the budget from it.
 *
 * @throws {CoroscopeError | ProfileError} if there is no such script, profile or budget
 */
export async function checkProgram(
  script: string | undefined,
  args: string[],
  options: CheckOptions,
): Promise<void> {
  if ((script === undefined) === (options.profile === undefined)) {
    throw new CoroscopeError('check takes either a script to run, or --profile FILE');
  }
  const budget = readBudgetFile(options.budget, options.update);
  if (options.junit !== undefined) checkWritable(options.junit, '--junit');
  const profile =
    script === undefined ? readProfileFile(options.profile!) : await run(script, args, options);
  if (profile === undefined) return;
  const stream = script === undefined ? process.stdout : process.stderr;
  if (options.update) update(profile, budget, options);
  else check(profile, budget!, options, stream);
}

/** The profile of a run that succeeded: of one that failed, the counts mean nothing. */
async function run(
  script: string,
  args: string[],
  { include, exclude, all, quiet }: CheckOptions,
): Promise<Profile | undefined> {
  const { code, signal, profile } = await launch(findScript(script), args, {
    include,
    exclude,
    all,
    quiet,
  });
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

function check(
  profile: Profile,
  budget: Budget,
  options: CheckOptions,
  stream: NodeJS.WriteStream,
): void {
  const outcome = checkBudget(profile, budget, relativeTo(options.budget));
  if (options.junit !== undefined) {
    writeText(options.junit, renderBudgetJUnit(outcome, budget, profile, process.cwd()), '--junit');
  }
  if (options.github) {
    stream.write(renderBudgetAnnotations(outcome, profile, repositoryRoot(process.env)));
  }
  if (!options.quiet || isWorthTelling(outcome)) {
    stream.write(
      renderBudgetCheck(outcome, profile, {
        budget: options.budget,
        directory: process.cwd(),
        ...capabilitiesOf(stream, process.env, options.color),
      }),
    );
  }
  if (outcome.violations.length > 0) process.exitCode = OVER_BUDGET;
}

function isWorthTelling({ violations, missing }: BudgetCheck): boolean {
  return violations.length + missing.length > 0;
}

/** Where annotations of a GitHub workflow start from. */
function repositoryRoot({ GITHUB_WORKSPACE }: NodeJS.ProcessEnv): string {
  return GITHUB_WORKSPACE ?? process.cwd();
}

/** Budgets are kept with the source: they name files relative to where they lie. */
function relativeTo(budget: string): BudgetPath {
  const directory = dirname(resolve(budget));
  return (path) => {
    const plain = path.startsWith('file:') ? fileURLToPath(path) : path;
    return relative(directory, plain).split(sep).join('/');
  };
}
