import { register } from 'node:module';
import type { NodeOptions } from '../options/node-options.js';

/** What the thread of the hooks is given: see loader.ts. */
export interface LoaderData {
  options: NodeOptions;
  needsMap: boolean;
  /** See ForeignCompilers. */
  foreignCompilers: SharedArrayBuffer;
}

/** Instruments and compiles ES modules in the thread that Node's asynchronous hooks run in. */
export function hookAsynchronously(data: LoaderData): void {
  register(new URL('../esm/loader.js', import.meta.url), { data });
}
