export { EditedNodes } from './ast/edited-nodes.js';
export { instrument, type InstrumentedFile } from './instrument.js';
export {
  checkInstrumentOptions,
  type InstrumentOptions,
  type TransformOptions,
} from './options.js';
export { TransformError } from './parse/transform-error.js';
export { composeMaps } from './print/compose-maps.js';
export type { RuntimeAccess } from './walk/settings.js';
export { transform, type TransformResult } from './transform.js';
