import { register } from 'node:module';
import type { NodeOptions } from '../options.js';

/** What the thread that loads ES modules is told. */
export interface LoaderData {
  options: NodeOptions;
  needsMap: boolean;
}

/** Has ES modules instrumented and compiled by the thread that Node's asynchronous hooks run in. */
export function hookLoaderThread(data: LoaderData): void {
  register(new URL('./loader.js', import.meta.url), { data });
}
