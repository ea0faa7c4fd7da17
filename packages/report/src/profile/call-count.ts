import { count } from '../terminal/units.js';

/** `176`, or `176/1` where recursion made 176 calls of one from outside. */
export function callCount({ calls, outermostCalls }: Calls): string {
  return isRecursive({ calls, outermostCalls })
    ? `${count(calls)}/${count(outermostCalls)}`
    : count(calls);
}

export function isRecursive({ calls, outermostCalls }: Calls): boolean {
  return calls > outermostCalls && outermostCalls > 0;
}

interface Calls {
  calls: number;
  outermostCalls: number;
}
