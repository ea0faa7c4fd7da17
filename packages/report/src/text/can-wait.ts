import type { FunctionKind } from '@coroscope/profile';

interface Figures {
  suspensions: number;
  awaiting: number;
}

/** Whether a function can wait for a promise at all; without, such figures can't exist. */
export function canWait(kind: FunctionKind, { suspensions, awaiting }: Figures): boolean {
  switch (kind) {
    case 'async':
    case 'asyncGenerator':
      return true;
    case 'generator':
      return false;
    case 'function':
    case 'module':
      // Only one that was profiled by hand, or has a top-level await, can, and then it does.
      return suspensions > 0 || awaiting > 0;
  }
}
