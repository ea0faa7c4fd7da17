import '@coroscope/jest';
import { expect as imported } from '@jest/globals';

/** Never called: what it holds is checked by the compiler. */
async function compiles(load: (id: number) => Promise<number>): Promise<void> {
  expect(load).toHaveBeenEntered();
  expect('Cart.total').not.toHaveBeenEnteredAtMost(3);
  expect(load).toHaveSettled();
  imported(load).toHaveSuspendedAtMost(3);
  await expect(() => load(1)).toSuspendAtMost(3, load);
  await expect(() => load(1)).not.toEnter('load', 2);
  await imported(() => load(1)).toSettle();
  // @ts-expect-error -- a number of times is missing
  expect(load).toHaveSuspended();
  // @ts-expect-error -- a function is a function, or its name
  await expect(() => load(1)).toEnter(7);
  const promise: Promise<void> = expect(() => load(1)).toSettle();
  await promise;
}

it('has types for both kinds of expect', () => {
  expect(compiles).toHaveLength(1);
});
