/** The name by which emitted code reaches the probes. */
const GLOBAL = '__coroscope__';

/**
 * Keeps the probes within reach of emitted code in a realm whose globals tests may delete or replace: set-up
 * files call it once the runtime is there.
 */
export function keepProbes(): void {
  const vm = globalThis.process?.getBuiltinModule?.('node:vm');
  if (vm?.runInThisContext('globalThis') !== globalThis) {
    // A context of vm's, or a page: there is nothing but the property.
    const { value } = Object.getOwnPropertyDescriptor(globalThis, GLOBAL)!;
    // In a context of Node 20's, a descriptor without the value would take it away.
    Object.defineProperty(globalThis, GLOBAL, { value, configurable: false });
    return;
  }
  try {
    // In the scope that all scripts share, it comes before the property, which a program can delete.
    vm.runInThisContext(`const ${GLOBAL} = globalThis.${GLOBAL};`);
  } catch {
    // It is declared: without isolation, an earlier file has been here.
  }
}
