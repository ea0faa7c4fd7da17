/** What loads our code, loaded by `require`: for an ES module, Node makes modules of all that it imports of Node. */
export function requireOwnCode(): typeof import('./own-code.js') {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  const file = require.resolve('../cjs/own-code.js');
  const loaded = require(file) as typeof import('./own-code.js');
  // The program gets no module of ours out of the cache.
  Reflect.deleteProperty(require.cache, file);
  return loaded;
}
