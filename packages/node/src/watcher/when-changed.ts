import type { Control } from './control.js';

/** What the types of ES2022 do not know. */
interface AtomicsWithPromises {
  waitAsync(
    array: Int32Array,
    index: number,
    value: number,
  ): { async: false; value: string } | { async: true; value: Promise<string> };
}

const { waitAsync } = Atomics as typeof Atomics & Pick<AtomicsWithPromises, 'waitAsync'>;

/** Calls back when an element of the control has another value; keeps no thread alive. */
export function whenChanged(
  control: Int32Array,
  index: Control,
  value: number,
  callback: () => void,
): void {
  const waiting = waitAsync(control, index, value);
  if (waiting.async) void waiting.value.then(callback);
  else callback();
}
