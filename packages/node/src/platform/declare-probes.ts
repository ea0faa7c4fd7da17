import { runInThisContext } from 'node:vm';

/**
 * Declares the name by which emitted code reaches the probes a second time: as a constant of the scope that
 * all scripts of a realm share. There it comes before the property of the global object, and no program can
 * delete it, list it, or copy it to another realm.
 */
export function declareProbes(): void {
  try {
    runInThisContext('const __coroscope__ = globalThis.__coroscope__;');
  } catch {
    // It has been declared, or the platform has no such scope: the property is there.
  }
}
