export { profiler } from '@coroscope/runtime';
export type {
  ClockOption,
  Profile,
  Profiler,
  RunResult,
  StartOptions,
  Window,
} from '@coroscope/runtime';
