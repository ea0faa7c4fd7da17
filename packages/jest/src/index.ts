import { createTransformer } from './transformer.js';

export type { InstrumentOptions, TransformerOptions, TransformerReference } from './options.js';
export type { CoroscopeMatchers } from './matcher-types.js';
export { createTransformer };
export { withCoroscope, type CoroscopeOptions } from './with-coroscope.js';

/** Jest takes the default export of a transformer. */
export default { createTransformer };
