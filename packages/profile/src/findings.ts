export type { AwaitInLoop } from './findings/await-in-loop.js';
export type { BlockedEventLoop, LongestTask } from './findings/blocked-event-loop.js';
export type { ConcurrencyLimit } from './findings/concurrency-limit.js';
export {
  FINDING_IDS,
  findings,
  isHang,
  type Finding,
  type FindingId,
  type FindingOptions,
  type WordedFinding,
} from './findings/findings.js';
export { grouped } from './findings/grouped.js';
export type { NeverParallel } from './findings/never-parallel.js';
export type { PausedGenerator } from './findings/paused-generator.js';
export type { RepeatedCalls } from './findings/repeated-calls.js';
export type { SequentialAwaits } from './findings/sequential-awaits.js';
export { unknownAllowances } from './findings/unknown-allowances.js';
export type { UnsettledAwait } from './findings/unsettled-await.js';
export { verdict, type Advice, type Verdict } from './findings/verdict.js';
export type { FindingWording } from './findings/wording.js';
