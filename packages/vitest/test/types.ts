// Checked by the compiler, and never run.
import '@coroscope/vitest';
import { expect } from 'vitest';

export async function compiles(load: (id: number) => Promise<number>): Promise<void> {
  expect(load).toHaveBeenEntered();
  expect('Cart.total').not.toHaveBeenEnteredAtMost(3);
  expect(load).toHaveSettled();
  await expect(() => load(1)).toSuspendAtMost(3, load);
  await expect(() => load(1)).not.toEnter('load', 2);
  const promise: Promise<void> = expect(() => load(1)).toSettle();
  await promise;
  // @ts-expect-error -- a number of times is missing
  expect(load).toHaveSuspended();
  // @ts-expect-error -- a function is a function, or its name
  await expect(() => load(1)).toEnter(7);
}
