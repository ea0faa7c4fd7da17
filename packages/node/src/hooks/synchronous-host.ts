import Module from 'node:module';
import type { CodeHooks } from './code-hooks.js';
import { createModuleHooks, type ModuleHooks } from './module-hooks.js';

/** `module.registerHooks`, which the types of the oldest supported Node don't have. */
interface HookableModule {
  registerHooks?: (hooks: ModuleHooks) => void;
}

const { registerHooks } = Module as HookableModule;

/** Instruments and compiles ES modules in the thread that imports them. */
export function hookSynchronously(code: CodeHooks): void {
  registerHooks!(createModuleHooks(code));
}
