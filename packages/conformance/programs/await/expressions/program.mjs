// Awaits inside of expressions run one after another: 1, 2, 3, 4; value has one activation at a time.
async function value(ms) {
  await sleep(ms);
  return ms;
}
async function sum() {
  log((await value(1)) + (await value(2)), `${await value(3)}`);
  return await value(4);
}

sum();
