import type { ComparedSide, FunctionPlace } from '@coroscope/profile';
import { printable } from '../terminal/printable.js';
import type { ComparisonOutcome } from './comparison-outcome.js';

/** The outcome with all its text printable: names may hold anything. */
export function printableOutcome({ comparison, base, head }: ComparisonOutcome): ComparisonOutcome {
  return {
    base: printable(base),
    head: printable(head),
    comparison: {
      ...comparison,
      base: printableSide(comparison.base),
      head: printableSide(comparison.head),
      caveats: comparison.caveats.map((caveat) => ({
        what: caveat.what,
        base: caveat.base.map(printable),
        head: caveat.head.map(printable),
      })),
      moved: comparison.moved.map((file) => ({
        base: printable(file.base),
        head: printable(file.head),
      })),
      functions: comparison.functions.map((fn) => ({
        ...fn,
        name: printable(fn.name),
        base: printablePlace(fn.base),
        head: printablePlace(fn.head),
      })),
    },
  };
}

function printableSide(side: ComparedSide): ComparedSide {
  return { ...side, notes: side.notes.map(printable) };
}

function printablePlace(place: FunctionPlace | undefined): FunctionPlace | undefined {
  return place && { ...place, file: printable(place.file) };
}
