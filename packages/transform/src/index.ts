export { TransformError } from './errors.js';
export { instrument, type InstrumentedFile } from './instrument.js';
export type { InstrumentOptions, RuntimeAccess, TransformOptions } from './options.js';
export { transform, type TransformResult } from './transform.js';
