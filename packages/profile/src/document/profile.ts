import type { Profile } from '@coroscope/runtime/contract';

export type {
  BurstTable,
  ClockDescription,
  ClockKind,
  ContextTable,
  FunctionDescription,
  FunctionKind,
  Histogram,
  LongTask,
  ProbeCost,
  ProbeCosts,
  ProcessDescription,
  ProcessEnd,
  Profile,
  ProgramDescription,
  SequenceTable,
  SiteDescription,
  SiteKind,
  SourceFile,
  Thread,
  ThreadEnd,
  ThreadFunctionTable,
  ThreadSiteTable,
  UnattributedBlame,
} from '@coroscope/runtime/contract';

/** What the `format` of every profile says. */
export const PROFILE_FORMAT: Profile['format'] = 'coroscope-profile';

/** The version of the format that files are written in; earlier ones are read, too. */
export const PROFILE_VERSION = 3;
