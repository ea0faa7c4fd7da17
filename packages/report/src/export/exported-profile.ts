import {
  compensate,
  onlyTag,
  ProfileError,
  prune,
  type Profile,
  type Thread,
} from '@coroscope/profile';
import type { ExportOptions } from './export-options.js';
import { printable } from '../terminal/printable.js';
import { printableProfile } from '../profile/printable-profile.js';
import { FrameNames } from './frame-names.js';
import {
  WEIGHTS,
  weightColumns,
  type Weight,
  type WeightColumns,
  type WeightName,
} from './weights.js';

/** A call tree as other tools take it, with weights that add up. */
export interface ExportedThread {
  /** `main`; with several processes or tags, `main [checkout]`. */
  name: string;
  thread: Thread;
  /** Row of the parent; -1 for the root, which is row 0. */
  parent: ArrayLike<number>;
  /** Index in the profile's `functions`; -1 for the root. */
  function: ArrayLike<number>;
  weights: WeightColumns;
}

/** A profile as other tools take it. */
export interface ExportedProfile {
  /** As the options cut it, with printable text. */
  profile: Profile;
  names: FrameNames;
  threads: ExportedThread[];
  /** What errors call it. */
  source: string;
}

const NAME = 'the profile';

/**
 * The part of a profile that options ask for: compensated, of one tag, with what is below their thresholds
 * folded.
 *
 * @throws {ProfileError} If there is no such tag or function, or if the figures are to be compensated and
 * the profile does not say what its probes cost.
 */
export function chosenPart(profile: Profile, options: ExportOptions): Profile {
  const { tag, minTime, function: wanted, contexts, name = NAME } = options;
  const counted = options.compensate ? compensate(profile, name) : profile;
  const tagged = tag === undefined ? counted : onlyTag(counted, tag, name);
  return prune(tagged, { minTime, function: wanted, contexts }, name);
}

/** Puts a profile into the form that most formats render. Throws as `chosenPart` does. */
export function exportedProfile(profile: Profile, options: ExportOptions = {}): ExportedProfile {
  const chosen = printableProfile(chosenPart(profile, options));
  return {
    profile: chosen,
    source: options.name ?? NAME,
    names: new FrameNames(chosen, options.directory),
    threads: chosen.threads.map((thread) => ({
      name: threadName(thread, options.tag),
      thread,
      parent: thread.contexts.parent,
      function: thread.contexts.function,
      weights: weightColumns(thread.contexts),
    })),
  };
}

function threadName({ name, tag }: Thread, only: string | undefined): string {
  const shown = tag ?? (only === undefined ? undefined : printable(only));
  return shown === undefined ? name : `${name} [${shown}]`;
}

/**
 * The weight that a format shows which holds one: that of the options, or all of the time.
 *
 * @throws {ProfileError} If the profile can't tell it.
 */
export function chosenWeight(
  { threads, source }: ExportedProfile,
  weight: WeightName = 'wall',
): WeightName {
  if (threads.every(({ weights }) => weights[weight] !== undefined)) return weight;
  throw new ProfileError(
    source,
    `does not tell "${weight}": its platform has no idle time; choose another --weight`,
  );
}

/**
 * The weights for a format that shows several: those that all threads have, the chosen one first.
 *
 * @throws {ProfileError} As `chosenWeight` does.
 */
export function weightsOfAll(exported: ExportedProfile, weight?: WeightName): Weight[] {
  const chosen = chosenWeight(exported, weight);
  const known = WEIGHTS.filter(({ name }) =>
    exported.threads.every(({ weights }) => weights[name] !== undefined),
  );
  return known.toSorted((a, b) => Number(b.name === chosen) - Number(a.name === chosen));
}
