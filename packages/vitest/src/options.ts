import { checkReportOptions, type ReportOptions, type Tool } from '@coroscope/testing/adapter';
import {
  ADAPTER_OPTIONS,
  checkAdapterOptions,
  type AdapterOptions,
  type OptionChecks,
} from '@coroscope/transform/adapter';

/** Who speaks in errors and warnings. */
export const PACKAGE = '@coroscope/vitest';

/** What the package is for. */
export const VITEST: Tool = { name: 'vitest', title: 'Vitest', oldest: '3.2' };

/** How instrumented code reaches the runtime is settled: through its global. */
export type InstrumentOptions = Omit<AdapterOptions, 'runtime' | 'runtimeModule'>;

export interface CoroscopeOptions extends InstrumentOptions, ReportOptions {}

const { runtime: _, runtimeModule: _1, ...instrumentChecks } = ADAPTER_OPTIONS;

const INSTRUMENT_OPTIONS: OptionChecks<InstrumentOptions> = instrumentChecks;

/**
 * The options, by whom they are for.
 *
 * @throws Error for an option that does not exist, or a value that it can't have
 */
export function splitOptions(options: CoroscopeOptions): {
  instrument: InstrumentOptions;
  report: ReportOptions;
} {
  const { limit, out, ...instrument } = options;
  const report = { limit, out };
  checkAdapterOptions(PACKAGE, instrument, INSTRUMENT_OPTIONS);
  checkReportOptions(PACKAGE, report);
  return { instrument, report };
}
