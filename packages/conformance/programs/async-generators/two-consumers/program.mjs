// first starts source and gets its item at 1; second's request was queued, so source goes on by itself and
// answers it at 2, then is held to the end. Its parent is first: from 1 to 2 it explains first's wait for the
// timer (1-11), afterwards, held, no more. second started nothing.
async function* source() {
  for (;;) {
    await sleep(1);
    yield;
  }
}
async function first(iterator) {
  await iterator.next();
  await sleep(10);
}
async function second(iterator) {
  await iterator.next();
}

const iterator = source();
first(iterator);
second(iterator);
