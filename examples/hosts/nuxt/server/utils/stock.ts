/** Adds up the pieces that it asks for one after the other. */
export async function stock(items: readonly string[]): Promise<number> {
  let sum = 0;
  for (const item of items) sum += await pieces(item);
  return sum;
}

/** A warehouse, as far as its time goes. */
async function pieces(item: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return item.length;
}
