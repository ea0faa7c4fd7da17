import { Column } from '../format/memory-layout.js';
import { sharedFloats } from '../platform/thread-memory.js';
import type { RecordedLongTask } from '../tables/long-tasks.js';
import type { Reading } from './reading.js';

/**
 * The reading with which the figures since the last reset begin, as one column in the shared memory: each of
 * its columns after its length.
 */

/** Puts a reading into the shared memory. */
export function shareOpening(reading: Reading): void {
  const parts = partsOf(reading);
  const length = parts.reduce((sum, part) => sum + part.length + 1, 0);
  const column = sharedFloats(Column.Opening, length);
  let offset = 0;
  for (const part of parts) {
    column[offset++] = part.length;
    column.set(part, offset);
    offset += part.length;
  }
}

/** The reading that such a column holds. */
export function readOpening(shared: Float64Array): Reading {
  const reading = emptyReading();
  let offset = 0;
  const next = () => {
    const start = offset + 1;
    offset = start + (shared[offset] ?? 0);
    return shared.slice(start, offset);
  };
  const scalars = next();
  if (scalars.length === 0) return reading;
  [reading.moment, reading.idle, reading.foldedCalls, reading.foldedTags, reading.hotChanges] =
    scalars;
  reading.blameTotals = next();
  reading.histograms = Uint32Array.from(next());
  for (const group of groupsOf(reading)) {
    for (const name of Object.keys(group)) group[name] = next();
  }
  return reading;
}

type Group = Record<string, Float64Array>;

/** The groups of columns of one length. */
function groupsOf({ contexts, functions, sites, sequences, bursts }: Reading): Group[] {
  return [contexts, functions, sites, sequences, bursts];
}

function partsOf(reading: Reading): ArrayLike<number>[] {
  const { moment, idle, foldedCalls, foldedTags, hotChanges, blameTotals, histograms } = reading;
  const scalars = [moment, idle, foldedCalls, foldedTags, hotChanges];
  return [
    scalars,
    blameTotals,
    histograms,
    ...groupsOf(reading).flatMap(Object.values<Float64Array>),
  ];
}

/** A reading in which nothing has happened yet. */
function emptyReading(): Reading {
  const none = () => new Float64Array(0);
  return {
    moment: 0,
    idle: 0,
    blameTotals: new Float64Array(4),
    openBlame: new Map<RecordedLongTask, number>(),
    contexts: {
      calls: none(),
      untimed: none(),
      live: none(),
      suspensions: none(),
      self: new Float64Array(1),
      onStack: none(),
      awaiting: none(),
      paused: none(),
      external: none(),
      outside: none(),
      contended: none(),
      blame: none(),
    },
    functions: { onStack: none(), span: none(), idle: none(), keptWaiting: none() },
    sites: {
      suspended: none(),
      resumed: none(),
      collected: none(),
      waiting: none(),
      outside: none(),
      contended: none(),
    },
    histograms: new Uint32Array(0),
    sequences: { times: none(), saving: none() },
    bursts: { times: none(), calls: none() },
    foldedCalls: 0,
    foldedTags: 0,
    hotChanges: 0,
    runningTask: null,
  };
}
