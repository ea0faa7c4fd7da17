export { TransformError } from './errors.js';
export { instrument, type InstrumentedFile } from './instrument.js';
export {
  checkInstrumentOptions,
  type InstrumentOptions,
  type RuntimeAccess,
  type TransformOptions,
} from './options.js';
export { transform, type TransformResult } from './transform.js';
