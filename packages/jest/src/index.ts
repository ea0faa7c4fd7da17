import { createTransformer } from './transformer/create-transformer.js';

export type { TransformerReference } from '@coroscope/adapter';
export type { CoroscopeOptions, InstrumentOptions, TransformerOptions } from './config/options.js';
export { withCoroscope } from './config/with-coroscope.js';
export type { CoroscopeMatchers } from './matcher-types.js';
export { createTransformer };

/** Jest takes the default export of a transformer. */
export default { createTransformer };
