import { withConfig, type OptionsOf } from '@coroscope/adapter';
import type { TestReportOptions } from '@coroscope/testing/report';

/** The package that errors and warnings name. */
export const PACKAGE = '@coroscope/vitest';

export type CoroscopeOptions = OptionsOf<'vitest'>;

/** How instrumented code reaches the runtime is settled: through its global. */
export type InstrumentOptions = Omit<CoroscopeOptions, keyof TestReportOptions>;

/**
 * Completes the options by those of the configuration file, and separates those of the reporter from those of the instrumentation.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export function splitOptions(given: CoroscopeOptions): {
  instrument: InstrumentOptions;
  report: TestReportOptions;
} {
  const { limit, out, ...instrument } = withConfig(PACKAGE, given, 'vitest');
  return { instrument, report: { limit, out } };
}
