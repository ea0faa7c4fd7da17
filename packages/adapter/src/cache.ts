/** Where what can be made again is kept, without all that knows options. */
export { cacheDirectory, sharedCacheDirectory } from './cache/cache-directory.js';
export { checksum, contentHash } from './cache/content-hash.js';
export {
  InstrumentationCache,
  type CachedCode,
  type EmbeddedSources,
} from './cache/instrumentation-cache.js';
