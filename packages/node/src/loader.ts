/** What `module.register` loads in the thread of the hooks; see module-hooks.ts. */
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import type { LoaderData } from './hooks/asynchronous-host.js';
import type { ModuleHooks } from './hooks/module-hooks.js';
import { requireOwnCode } from './require-own-code.js';

let hooks: ModuleHooks;

export const initialize: InitializeHook<LoaderData> = (data) => {
  const ownCode = requireOwnCode().createOwnCode();
  const part = ownCode.loadPart('module-hooks') as typeof import('./module-hooks.js');
  hooks = part.createHooks(data, ownCode);
  // This thread is not told when it ends.
  ownCode.saveCache();
};

export const resolve: ResolveHook = (...request) => hooks.resolve(...request);
export const load: LoadHook = (...request) => hooks.load(...request);
