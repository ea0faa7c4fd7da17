// The options, their specifications, and what adapters specify and check their own options with.
export type { InstrumentOptions, TransformOptions } from './options/instrument-options.js';
export type { InstrumentSettings, RuntimeAccess } from './walk/settings.js';
export {
  BOOLEAN,
  checkOptions,
  findInvalidOption,
  FUNCTION,
  nearestName,
  oneOf,
  someOf,
  STRING,
  STRINGS,
  type OptionSpec,
  type OptionSpecs,
  type ValueSpec,
} from './options/option-spec.js';
export {
  checkInstrumentOptions,
  checkTransformOptions,
  INSTRUMENT_OPTIONS,
  TRANSFORM_OPTIONS,
} from './options/option-table.js';
export { instrumentSettings } from './options/settings.js';
