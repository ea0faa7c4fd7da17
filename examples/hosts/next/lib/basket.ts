import { setTimeout } from 'node:timers/promises';

const prices = new Map([
  ['apple', 2],
  ['pear', 3],
  ['plum', 5],
]);

/** Adds up prices that it asks for one after the other. */
export async function total(items: readonly string[]): Promise<number> {
  let sum = 0;
  for (const item of items) sum += await price(item);
  return sum;
}

/** A database, as far as its time goes. */
async function price(item: string): Promise<number> {
  await setTimeout(5);
  return prices.get(item) ?? 0;
}
