export { profile, profiler, section, track } from '@coroscope/runtime';
export type {
  ClockOption,
  EngineMemory,
  ProbeCosts,
  Profile,
  Profiler,
  RunResult,
  Section,
  StartOptions,
  TagFunction,
  TraceOptions,
  TraceRecording,
  TraceSink,
  Window,
} from '@coroscope/runtime';
