// Two items, 2 each; after 4 nobody asks for more. main's last wait (4-9) has only a held generator below.
async function* ticks() {
  for (;;) {
    await sleep(2);
    yield;
  }
}
async function main() {
  const iterator = ticks();
  await iterator.next();
  await iterator.next();
  await sleep(5);
}

main();
