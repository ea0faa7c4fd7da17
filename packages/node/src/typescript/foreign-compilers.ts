import { extname } from 'node:path';
import { COMPILED_EXTENSIONS } from './extensions.js';

/**
 * The extensions for which the program has a compiler of its own in the CommonJS loader: ts-node,
 * @babel/register, or what a project has written itself. What it compiles bare, it compiles with us. The
 * threads of a process that the hooks run in share this.
 */
export class ForeignCompilers {
  readonly #isForeign: Int32Array<SharedArrayBuffer>;

  /** @param shared what another thread has as `shared` */
  constructor(
    shared = new SharedArrayBuffer(COMPILED_EXTENSIONS.length * Int32Array.BYTES_PER_ELEMENT),
  ) {
    this.#isForeign = new Int32Array(shared);
  }

  get shared(): SharedArrayBuffer {
    return this.#isForeign.buffer;
  }

  add(extension: string): void {
    Atomics.store(this.#isForeign, COMPILED_EXTENSIONS.indexOf(extension), 1);
  }

  compile(path: string): boolean {
    const index = COMPILED_EXTENSIONS.indexOf(extname(path));
    return index >= 0 && Atomics.load(this.#isForeign, index) === 1;
  }
}
