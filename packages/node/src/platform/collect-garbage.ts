interface Collectors {
  /** There if Node was started with `--expose-gc`, an option of the whole process. */
  gc?: () => void;
  Bun?: { gc: (isSynchronous: boolean) => void };
}

// Captured once: a program may replace them later.
const { gc, Bun } = globalThis as unknown as Collectors;
const collectOfBun = Bun?.gc;

/** Has the engine collect all that nothing holds. The program sees nothing of it: only this one context has the function. */
export function collectGarbage(): void {
  if (collectOfBun !== undefined) return collectOfBun(true);
  if (gc !== undefined) return gc();
  // Loaded only where it is asked for.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  const { runInNewContext } = process.getBuiltinModule('node:vm');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}
