import type { Thread } from './profile.js';

/** What the entries of one thread, under its several tags, have in common. */
export function threadKey({ id, process, name }: Thread): string {
  return `${process} ${id} ${name}`;
}
