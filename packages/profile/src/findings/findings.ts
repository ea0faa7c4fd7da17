import type { Profile } from '../document/profile.js';
import type { FunctionRow } from '../tables/function-table.js';
import { isAllowed } from './allowed.js';
import { awaitInLoop, type AwaitInLoop } from './await-in-loop.js';
import { blockedEventLoop, type BlockedEventLoop } from './blocked-event-loop.js';
import { concurrencyLimit, type ConcurrencyLimit } from './concurrency-limit.js';
import { gatherEvidence } from './evidence.js';
import { RANKS, type FindingBase, type FindingKind } from './finding.js';
import { neverParallel, type NeverParallel } from './never-parallel.js';
import { pausedGenerator, type PausedGenerator } from './paused-generator.js';
import { repeatedCalls, type RepeatedCalls } from './repeated-calls.js';
import { sequentialAwaits, type SequentialAwaits } from './sequential-awaits.js';
import { unsettledAwait, type UnsettledAwait } from './unsettled-await.js';
import { plainWording, type FindingWording } from './wording.js';

export type Finding =
  | UnsettledAwait
  | BlockedEventLoop
  | RepeatedCalls
  | SequentialAwaits
  | AwaitInLoop
  | NeverParallel
  | ConcurrencyLimit
  | PausedGenerator;

/** The identifier of a kind of finding: its section in docs/findings.md, and what silences it. */
export type FindingId = Finding['kind'];

/** A finding with its words. */
export type WordedFinding = Finding & {
  /** A few words, without where and at what cost. */
  title: string;
  /** Plain sentences. */
  text: string;
};

/** In the order in which findings of equal rank and cost are listed. */
const KINDS: { [Kind in FindingId]: FindingKind<Extract<Finding, { kind: Kind }>> } = {
  'unsettled-await': unsettledAwait,
  'repeated-calls': repeatedCalls,
  'sequential-awaits': sequentialAwaits,
  'await-in-loop': awaitInLoop,
  'blocked-event-loop': blockedEventLoop,
  'never-parallel': neverParallel,
  'concurrency-limit': concurrencyLimit,
  'paused-generator': pausedGenerator,
};

export const FINDING_IDS = Object.keys(KINDS) as FindingId[];

/** What is to be found, and how it is worded. */
export interface FindingOptions {
  wording?: FindingWording;
  /** Kinds that are left out. */
  ignore?: readonly FindingId[];
  /**
   * Whether the program was running when the profile was read, so that calls may be in flight; false
   * unless given. What the profile itself says of the end of a thread takes precedence.
   */
  isRunning?: boolean;
  /** Its functions with tags put together, for a caller that has them: of a large profile they take long. */
  functions?: readonly FunctionRow[];
}

/**
 * What a profile suggests to look at, what hangs first, then by what a fix would give, the most first;
 * last what only holds under a condition that the figures can't check. Hints in the source (`coroscope
 * allow …`) silence findings.
 */
export function findings(profile: Profile, options: FindingOptions = {}): WordedFinding[] {
  const { wording = plainWording, ignore = [], isRunning = false } = options;
  const evidence = gatherEvidence(profile, isRunning, options.functions);
  const worded = FINDING_IDS.filter((kind) => !ignore.includes(kind)).flatMap((id) => {
    const kind = KINDS[id] as FindingKind<Finding>;
    return kind
      .detect(evidence)
      .filter((finding) => !isAllowed(finding, evidence.profile))
      .map((finding) => ({
        rank: RANKS.indexOf(kind.rank(finding, evidence.profile)),
        givesWay: kind.givesWay?.(finding, evidence) ?? false,
        finding: {
          ...finding,
          title: kind.title(finding, evidence.profile),
          text: kind.describe(finding, evidence.profile, wording),
        },
      }));
  });
  return worded
    .map((entry) => ({ ...entry, rank: entry.givesWay ? rankBehind(entry, worded) : entry.rank }))
    .sort((a, b) => a.rank - b.rank || b.finding.cost - a.finding.cost)
    .map(({ finding }) => finding);
}

interface Ranked {
  /** Index in RANKS. */
  rank: number;
  givesWay: boolean;
  finding: FindingBase;
}

/** The rank at which no finding that would give more comes later. */
function rankBehind({ rank, finding: { cost } }: Ranked, all: readonly Ranked[]): number {
  const worthMore = all.filter((other) => !other.givesWay && other.finding.cost > cost);
  return Math.max(rank, ...worthMore.map((other) => other.rank));
}

/** Whether a finding is of something that hangs, which is never too small to report. */
export function isHang({ kind }: Pick<Finding, 'kind'>): boolean {
  return kind === 'unsettled-await' || kind === 'paused-generator';
}
