// Closed before its first next(): no activation. The module waits for return(), for no time.
async function* unused() {
  advance(1);
  yield;
}

unused();
await unused().return();
