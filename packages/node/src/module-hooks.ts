/** The hooks in the thread that `module.register` starts; see hooks/asynchronous-host.ts. */
import type { LoaderData } from './hooks/asynchronous-host.js';
import { createInstrumentedCode } from './hooks/instrumented-code.js';
import { createModuleHooks, type ModuleHooks } from './hooks/module-hooks.js';
import type { OwnCode } from './platform/own-code.js';
import { ForeignCompilers } from './typescript/foreign-compilers.js';

export function createHooks(data: LoaderData, ownCode: OwnCode): ModuleHooks {
  provideRuntime(ownCode);
  return createModuleHooks({
    ...createInstrumentedCode(data.options, ownCode),
    needsMap: () => data.needsMap,
    foreignCompilers: new ForeignCompilers(data.foreignCompilers),
  });
}

/** Where instrumented code finds the probes. */
const GLOBAL = '__coroscope__';

/** Hooks of the program's own run in this thread, instrumented as well. Most programs have none: it waits for them. */
function provideRuntime(ownCode: OwnCode): void {
  Object.defineProperty(globalThis, GLOBAL, {
    configurable: true,
    get() {
      const { probes } = ownCode.loadRuntime() as typeof import('@coroscope/runtime');
      Object.defineProperty(globalThis, GLOBAL, { value: probes, configurable: true });
      return probes;
    },
  });
}
