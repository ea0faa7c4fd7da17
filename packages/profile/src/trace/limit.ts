import type { Trace } from './trace.js';

/** What a reader must know of a trace that is limited to tags, as a sentence; undefined for one that has all events. */
export function limitOf({ onlyTags }: Pick<Trace, 'onlyTags'>): string | undefined {
  if (onlyTags === undefined) return undefined;
  const names = onlyTags.map((tag) => `"${tag}"`).join(', ');
  return (
    `The trace is limited to the ${onlyTags.length === 1 ? 'tag' : 'tags'} ${names}: what ran under others is not in ` +
    'it, and a wait for that is external.'
  );
}
