import type { Profile } from '../document/profile.js';
import { operandAt, type Operand } from './operand.js';
import { namedParameters } from './parameters.js';

type Sources = Pick<Profile, 'files' | 'functions' | 'sites'>;

/**
 * What a test runner calls around tests, by its name: a fixture in an object that `test.extend` (or
 * `override`, `scoped`) is given, and the callback of `aroundEach` and `aroundAll`.
 */
const AROUND_TESTS =
  /(?:^|\.)<(?:[\w$.]+\.)?(?:(?:extend|override|scoped)>\.[^.<>]+|around(?:Each|All)>)$/;

/** What the parameter is called that continues with what a function was called around. */
const CONTINUE = /^(?:use|next|run|runTest|runSuite)$/;

/** Those that only test runners give. */
const CONTINUE_TO_TEST = /^(?:use|runTest|runSuite)$/;

/** What a test awaits to have a part of it run as a test of its own. */
const SUBTEST = /^(?:test|it|step|describe|suite)$/;

/**
 * Whether a wait lasts while its caller runs what the function was called around: a test between the set-up
 * and the tear-down of a fixture (`await use(value)`), the rest of a chain of middleware (`await next()`). What
 * comes before is for it, and what comes after has to wait until it has ended.
 */
export function isEnclosing(site: number, profile: Sources): boolean {
  const operand = operandAt(site, profile);
  if (operand === undefined || operand.receiver !== undefined) return false;
  const { function: owner } = profile.sites[site];
  const isContinuing = CONTINUE.test(operand.method);
  const isAroundTests = AROUND_TESTS.test(profile.functions[owner].name);
  if (!isContinuing && !isAroundTests) return false;
  const parameters = parametersOf(owner, profile);
  // A list of parameters that goes on in the next line says nothing.
  return parameters?.includes(operand.method) ?? (isAroundTests && isContinuing);
}

/** Whether an enclosing wait is for a test: it ends when the test does, or what the test hangs in is to blame. */
export function isForTest(site: number, profile: Sources): boolean {
  const { name } = profile.functions[profile.sites[site].function];
  const { method = '' } = operandAt(site, profile) ?? {};
  return (AROUND_TESTS.test(name) || CONTINUE_TO_TEST.test(method)) && isEnclosing(site, profile);
}

/** Whether a wait is for a subtest, such as `await t.test(…)`: the test runner has them run in order. */
export function isSubtest(site: number, profile: Sources): boolean {
  const operand = operandAt(site, profile);
  if (operand === undefined || !SUBTEST.test(operand.method)) return false;
  const { function: owner } = profile.sites[site];
  return isOfRunner(operand, owner, profile);
}

/** Tests begin at the top level of a module, subtests with the context that a test is given. */
function isOfRunner({ receiver }: Operand, owner: number, profile: Sources): boolean {
  if (receiver === undefined) return profile.functions[owner].kind === 'module';
  return parametersOf(owner, profile)?.includes(receiver) ?? false;
}

function parametersOf(owner: number, { files, functions }: Sources): string[] | undefined {
  const { file, line, column } = functions[owner];
  const text = files[file].lines?.[line];
  return text === undefined ? undefined : namedParameters(text.slice(column - 1));
}
