export { cacheKey } from './cache-key.js';
export type { Config, LoadedConfig } from './config/config.js';
export { configOptions } from './config/config-options.js';
export { CONFIG_FILES, loadConfig, loadConfigFile } from './config/load-config.js';
export { withConfig, withConfigFile } from './config/with-config.js';
export { EXTENSIONS } from './files/extensions.js';
export { createFileFilter, type FileFilterOptions } from './files/file-filter.js';
export { createGlobMatcher } from './files/glob-matcher.js';
export { readSource } from './files/read-source.js';
export { resolveFrom } from './files/resolve-from.js';
export type {
  AdapterOptions,
  EnvironmentOptions,
  TransformerReference,
} from './options/adapter-options.js';
export { checkAdapterOptions } from './options/check-options.js';
export { definedOptions } from './options/defined-options.js';
export { instrumentOptions } from './options/instrument-options.js';
export { isEnabled } from './options/is-enabled.js';
export {
  OPTIONS,
  optionsOf,
  type Adapter,
  type AdapterOptionSpec,
  type OptionName,
  type OptionsOf,
} from './options/option-table.js';
export type { EncodedSourceMap } from '@jridgewell/trace-mapping';
export { readExternalMap, readInlineMap, readInputMap } from './source-maps/input-map.js';
export { mapPunctuators } from './source-maps/map-punctuators.js';
export { mapTokens } from './source-maps/map-tokens.js';
export { sourceMapComment, withInlineMap } from './source-maps/source-map-comment.js';
export { SUPPORTED_TOOLS, type SupportedTool } from './tools/supported-tools.js';
export { checkInstalledTool, checkToolVersion } from './tools/tool-version.js';
export { warnOnce } from './tools/warn-once.js';
export { composeMaps } from '@coroscope/transform';
export { findInvalidOption, nearestName } from '@coroscope/transform/options';
