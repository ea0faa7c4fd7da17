import type { OwnCode } from './platform/own-code.js';

/** Loads what loads our code, by `require`: for an ES module, Node makes modules of all that it imports of Node. */
export function requireOwnCode(): OwnCode {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  const file = require.resolve('../cjs/own-code.js');
  const { createOwnCode } = require(file) as typeof import('./own-code.js');
  // The program gets no module of ours out of the cache.
  Reflect.deleteProperty(require.cache, file);
  return createOwnCode();
}
