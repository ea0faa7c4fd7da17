/** Adds up prices that it asks for one after the other. */
export async function total(items: readonly string[]): Promise<number> {
  let sum = 0;
  for (const item of items) sum += await price(item);
  return sum;
}

/** A database, as far as its time goes. */
async function price(item: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return item.length;
}
