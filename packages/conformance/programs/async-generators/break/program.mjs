// Held 0-2; the break calls return() and awaits it: the finally awaits 2-7 and burns 7-8. Then consume
// burns 4.
async function* produce() {
  try {
    yield 1;
    yield 2;
  } finally {
    await sleep(5);
    advance(1);
  }
}
async function consume() {
  for await (const item of produce()) {
    advance(item + 1);
    break;
  }
  advance(4);
}

consume();
