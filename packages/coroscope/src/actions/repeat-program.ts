import { launch, type NodeOptions, type Program } from '@coroscope/node';
import type { Profile } from '@coroscope/profile';

/** A program that is run several times. */
export interface RepeatedProgram {
  program: Program;
  args: string[];
  /** How messages name it. */
  name: string;
}

/** The exit code where a program has none that says so. */
const FAILED = 1;

/** One run of several. */
export interface Repetition {
  /** From 1. */
  number: number;
  /** How many there are in all. */
  of: number;
  /** Whether the program may read and write: what it says in each run is the same. */
  isShown: boolean;
}

/** What a run left: its profile, or why there is none that compares with those of other runs. */
export type RepetitionEnd =
  { profile: Profile } | { profile: undefined; failure: string; exitCode: number };

/** Runs a program once of several times. */
export async function repeatProgram(
  { program, args, name }: RepeatedProgram,
  { number, of, isShown }: Repetition,
  options: Partial<NodeOptions>,
): Promise<RepetitionEnd> {
  showProgress(`run ${number} of ${of}: ${name}`, isShown);
  const end = await launch(program, args, options, isShown ? 'inherit' : 'ignore');
  showProgress('', isShown);
  const { code, signal, profile } = end;
  if (code === 0 && profile !== undefined && profile.functions.length > 0) return { profile };
  const reason =
    code !== 0
      ? `failed (${signal ?? `exit code ${code}`})`
      : profile === undefined
        ? 'ended before it could save its figures'
        : 'ran nothing that is instrumented';
  const advice = isShown
    ? 'there is no comparison of what failed'
    : 'run it by itself to see what it says';
  return {
    profile: undefined,
    failure: `run ${number} of ${of} ${reason}: ${name}; ${advice}`,
    exitCode: code === 0 ? FAILED : (code ?? FAILED),
  };
}

/** A line that the next one replaces; only on a terminal that the program does not write to. */
function showProgress(text: string, isShown: boolean): void {
  const { stderr } = process;
  if (isShown || !stderr.isTTY) return;
  stderr.write(`\r\x1b[K${text.replace(/\p{Cc}/gu, ' ').slice(0, (stderr.columns || 80) - 1)}`);
}
