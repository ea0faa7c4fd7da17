const prices = { apple: 3, pear: 4 };

export async function price(item) {
  await new Promise((resolve) => globalThis.setTimeout(resolve, 1));
  return prices[item];
}

export async function total(items) {
  let sum = 0;
  for (const item of items) sum += await price(item);
  globalThis.document.body.textContent = `Total: ${sum}`;
  return sum;
}
