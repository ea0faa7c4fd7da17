import type { Profile } from '../document/profile.js';
import type { Evidence } from './evidence.js';
import type { FindingWording } from './wording.js';

/** What findings of every kind have. */
export interface FindingBase {
  /** Index in the profile's `functions`: whose finding it is. */
  function: number;
  /** Indices in the profile's `sites`, in source order. */
  sites: number[];
  /** Milliseconds that a fix would give, at most; 0 for what hangs, where no time can be named. */
  cost: number;
}

/** How findings are ranked before their costs are compared, from first to last. */
export const RANKS = ['hang', 'cost', 'topLevel', 'condition'] as const;

/**
 * What hangs comes first. Of the rest, what a module waits for at its top level gives way to what its
 * functions do, and last comes what a condition that the figures can't check may explain.
 */
export type Rank = (typeof RANKS)[number];

/** A kind of finding: how it is detected, and the words for it. */
export interface FindingKind<Found extends FindingBase & { kind: string }> {
  /** The identifier of its findings, and of its section in docs/findings.md. */
  kind: Found['kind'];
  detect(evidence: Evidence): Found[];
  rank(finding: Found, profile: Profile): Rank;
  /**
   * Whether it is listed after every finding that would give more, even one that only holds under a
   * condition; false unless given.
   */
  givesWay?(finding: Found, evidence: Evidence): boolean;
  /** @returns What was found in a few words, without where and at what cost. */
  title(finding: Found, profile: Profile): string;
  /**
   * What the figures can't prove, that awaits do not need each other's results, is said as a
   * condition.
   *
   * @returns A finding in plain sentences.
   */
  describe(finding: Found, profile: Profile, wording: FindingWording): string;
}

/** The rank of a finding about awaits that could overlap. */
export function rankOfOverlap({ function: owner }: FindingBase, { functions }: Profile): Rank {
  return functions[owner].kind === 'module' ? 'topLevel' : 'cost';
}
