import type { Profile } from '@coroscope/runtime/contract';

export type {
  ClockDescription,
  ClockKind,
  ContextTable,
  FunctionDescription,
  FunctionKind,
  Histogram,
  ProbeCost,
  ProbeCosts,
  Profile,
  ProgramDescription,
  SequenceTable,
  SiteDescription,
  SiteKind,
  SourceFile,
  Stretch,
  Thread,
  ThreadFunctionTable,
  ThreadSiteTable,
} from '@coroscope/runtime/contract';

/** What the `format` of every profile says. */
export const PROFILE_FORMAT: Profile['format'] = 'coroscope-profile';

/** The version of the format that this package reads. */
export const PROFILE_VERSION: Profile['version'] = 1;
