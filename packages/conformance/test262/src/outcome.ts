import type { FrontMatter } from './front-matter.js';
import { NotParsed } from './printer.js';

export interface Outcome {
  /**
   * `unparsed`: the parser refuses what the test takes for right. `hung`, `crashed`: the process had
   * to be killed, or died.
   */
  status: 'passed' | 'failed' | 'unparsed' | 'hung' | 'crashed';
  message: string;
  /** How many rejected promises were left that nobody had asked about. */
  unhandledRejections: number;
}

/** An error that ended a test. */
export interface Failure {
  phase: 'parse' | 'resolution' | 'runtime';
  error: unknown;
}

/** Whether a test ended as it says that it should. */
export function judge(
  failure: Failure | null,
  { negative }: FrontMatter,
): Pick<Outcome, 'status' | 'message'> {
  if (failure === null) {
    if (!negative) return { status: 'passed', message: '' };
    return { status: 'failed', message: `no ${negative.type} in phase ${negative.phase}` };
  }
  const error = failure.error as Error | null | undefined;
  const isExpected =
    failure.phase === negative?.phase && error?.constructor?.name === negative.type;
  if (isExpected) return { status: 'passed', message: '' };
  const status = error?.cause instanceof NotParsed ? 'unparsed' : 'failed';
  return { status, message: `in phase ${failure.phase}: ${describe(error)}` };
}

function describe(error: unknown): string {
  try {
    const { constructor, message } = error as Error;
    return message === undefined ? String(error) : `${constructor.name}: ${message}`;
  } catch {
    return 'a value that can not be shown';
  }
}
