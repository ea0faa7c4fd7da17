import type { InstrumentOptions } from '@coroscope/transform';
import type { AdapterOptions } from './adapter-options.js';
import { definedOptions } from './defined-options.js';

/** Selects the options that adapters pass on to the transform, without those that are undefined. */
export function instrumentOptions(
  options: AdapterOptions,
): Pick<
  InstrumentOptions,
  'runtime' | 'runtimeModule' | 'leaves' | 'kinds' | 'modules' | 'sourceText'
> {
  const { runtime, runtimeModule, leaves, kinds, modules, sourceText } = options;
  return definedOptions({ runtime, runtimeModule, leaves, kinds, modules, sourceText });
}
