import { setTimeout as sleep } from 'node:timers/promises';

const prices = { apple: 3, pear: 4, plum: 2 };

async function priceOf(item) {
  await sleep(5);
  return prices[item];
}

async function stockOf(item) {
  await sleep(8);
  return item.length;
}

/** What an order costs, and whether all of it is there. */
export async function order(items) {
  let total = 0;
  let isThere = true;
  for (const item of items) {
    total += await priceOf(item);
    isThere &&= (await stockOf(item)) > 3;
  }
  return { total, isThere };
}
