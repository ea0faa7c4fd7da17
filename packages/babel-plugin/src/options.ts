import type { InstrumentedFile } from '@coroscope/transform';
import {
  ADAPTER_OPTIONS,
  checkAdapterOptions,
  type AdapterOptions,
  type OptionChecks,
} from '@coroscope/transform/adapter';

export interface PluginOptions extends AdapterOptions {
  /** Called for each file that was instrumented. */
  onInstrumented?: (file: InstrumentedFile, filename: string) => void;
}

const KNOWN: OptionChecks<PluginOptions> = {
  ...ADAPTER_OPTIONS,
  onInstrumented: ['a function', (value) => typeof value === 'function'],
};

/** @throws Error for an option that does not exist, or a value that it can't have */
export function checkPluginOptions(options: object): asserts options is PluginOptions {
  checkAdapterOptions('@coroscope/babel-plugin', options, KNOWN);
}
