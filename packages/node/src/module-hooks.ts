/** The hooks in the thread that `module.register` starts; see hooks/asynchronous-host.ts. */
// Hooks of the program's own run in this thread, instrumented as well.
import '@coroscope/runtime';
import type { LoaderData } from './hooks/asynchronous-host.js';
import { createInstrumentedCode } from './hooks/instrumented-code.js';
import { createModuleHooks, type ModuleHooks } from './hooks/module-hooks.js';
import type { OwnCode } from './platform/own-code.js';
import { ForeignCompilers } from './typescript/foreign-compilers.js';

export function createHooks(data: LoaderData, ownCode: OwnCode): ModuleHooks {
  return createModuleHooks({
    ...createInstrumentedCode(data.options, ownCode),
    needsMap: () => data.needsMap,
    foreignCompilers: new ForeignCompilers(data.foreignCompilers),
  });
}
