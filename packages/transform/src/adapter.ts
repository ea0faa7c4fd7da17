// What several adapters need and the transform itself does not: it knows no files and no environment.
export { readInputMap, sourceMapIn } from './adapter/input-map.js';
export {
  ADAPTER_OPTIONS,
  checkAdapterOptions,
  instrumentOptions,
  isEnabled,
  type AdapterOptions,
  type OptionChecks,
} from './adapter/options.js';
export { createSelection, EXTENSIONS } from './adapter/selection.js';
