export { profile, profiler, section, track } from '@coroscope/runtime';
export type {
  ClockOption,
  Profile,
  Profiler,
  RunResult,
  Section,
  StartOptions,
  Window,
} from '@coroscope/runtime';
