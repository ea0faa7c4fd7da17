import { isProfilingSuppressed, suppressProfiling } from '../instrumentation/suppression.js';
import type { NodeOptions } from '../options/node-options.js';
import type { OwnCode } from '../platform/own-code.js';
import { inOwnRealm } from '../platform/own-realm.js';
import { ForeignCompilers } from '../typescript/foreign-compilers.js';
import { hookAsynchronously } from './asynchronous-host.js';
import type { CodeHooks } from './code-hooks.js';
import { enableSourceMaps } from './enable-source-maps.js';
import { hookCommonJs } from './commonjs.js';
import { hasSynchronousHost } from './has-synchronous-host.js';
import { createInstrumentedCode } from './instrumented-code.js';
import { hookSynchronously } from './synchronous-host.js';

/** Has everything that this thread imports or requires from now on instrumented and compiled. */
export function installHooks(options: NodeOptions, ownCode: OwnCode): void {
  enableSourceMaps(options);
  const { instrument, formatOf, compileSync } = createInstrumentedCode(options, ownCode);
  const foreignCompilers = new ForeignCompilers();
  let noteRun: (code: string) => void = () => {};
  const code: CodeHooks = {
    instrument: (...file) =>
      isProfilingSuppressed() ? undefined : atOurWork(() => instrument(...file)),
    formatOf: (...file) => atOurWork(() => formatOf(...file)),
    compile: (file) => atOurWork(() => compileSync(file)),
    needsMap: () => process.sourceMapsEnabled,
    foreignCompilers,
  };
  hookCommonJs(code, (source) => noteRun(source));
  if (hasSynchronousHost()) {
    hookSynchronously(code);
  } else {
    noteRun = hookAsynchronously({
      options,
      needsMap: process.sourceMapsEnabled,
      foreignCompilers: foreignCompilers.shared,
    });
  }
}

/** Counts as no time of the program's, and calls nothing that the program has put in the place of a built-in. */
function atOurWork<Result>(work: () => Result): Result {
  return suppressProfiling(() => inOwnRealm(work));
}
