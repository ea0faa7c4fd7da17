import type { Comparison } from './comparison.js';

/** Why the times of some functions are not judged, as a sentence; undefined if those of all are. */
export function unjudgedNote({ functions }: Pick<Comparison, 'functions'>): string | undefined {
  const count = functions.filter(({ timing }) => timing !== undefined).length;
  if (count === 0) return undefined;
  return (
    `Not judged: ${count} function${count === 1 ? '' : 's'} whose short calls were counted in some runs and timed in ` +
    `others, or that ${count === 1 ? 'calls' : 'call'} such.`
  );
}
