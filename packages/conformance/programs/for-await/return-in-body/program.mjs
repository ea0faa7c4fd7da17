// `return item` out of the loop: return() is called and awaited (0-3) before first exits with 1, which is
// no promise and so no suspension.
async function* source() {
  try {
    yield 1;
    yield 2;
  } finally {
    await sleep(3);
  }
}
async function first() {
  for await (const item of source()) return item;
}
async function main() {
  log(await first());
}

main();
