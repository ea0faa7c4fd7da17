import type { Profile, Thread } from '../document/profile.js';
import { ProfileError } from '../document/profile-error.js';

/** Tags that an error names at most. */
const NAMED = 8;

/**
 * The profile of what ran under one tag. The root's `self` is then the time with nothing of it on the
 * stack.
 *
 * @param name What errors call the document: a file name, typically.
 * @throws ProfileError when nothing ran under that tag.
 */
export function onlyTag(profile: Profile, tag: string, name = 'the profile'): Profile {
  const threads = profile.threads.filter((thread) => thread.tag === tag);
  if (threads.length === 0) {
    throw new ProfileError(name, `has no tag "${tag}"; ${thereIs(profile)}`);
  }
  return { ...profile, threads: threads.map(byItself) };
}

function byItself(thread: Thread): Thread {
  const { tag: _, ...rest } = thread;
  const [, ...others] = thread.contexts.self;
  const onStack = others.reduce((sum, time) => sum + time, 0);
  return { ...rest, contexts: { ...thread.contexts, self: [thread.elapsed - onStack, ...others] } };
}

function thereIs({ threads }: Profile): string {
  const tags = [...new Set(threads.flatMap(({ tag }) => (tag === undefined ? [] : [tag])))];
  if (tags.length === 0) return 'give start() a tag function, or run with --tag-module';
  const more = tags.length > NAMED ? ` and ${tags.length - NAMED} more` : '';
  return `choose one of ${tags.slice(0, NAMED).join(', ')}${more}`;
}
