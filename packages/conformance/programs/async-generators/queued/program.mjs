// Three requests at once. The first runs 0-1 inside of drain's call; the others wait in the generator's
// queue, so it resumes itself from the microtask queue (1-2) and is never held for any time.
async function* produce() {
  advance(1);
  yield 1;
  advance(1);
  yield 2;
}
async function drain() {
  const iterator = produce();
  await Promise.all([iterator.next(), iterator.next(), iterator.next()]);
}

drain();
