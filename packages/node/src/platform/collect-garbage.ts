/** There already if Node was started with `--expose-gc`, an option of the whole process. */
const { gc } = globalThis;

/** Has V8 collect all that nothing holds. The program sees nothing of it: only this one context has the function. */
export function collectGarbage(): void {
  if (gc !== undefined) return void gc();
  // Loaded only where it is asked for.
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  const { runInNewContext } = process.getBuiltinModule('node:vm');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
}
