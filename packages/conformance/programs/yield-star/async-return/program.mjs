// Held 0-1. The break's return() passes through outer to inner, whose finally awaits 1-3 and burns 3-4; outer
// awaits that (1-4), then its own finally burns 4-8. consume awaits it all.
async function* inner() {
  try {
    yield 1;
  } finally {
    await sleep(2);
    advance(1);
  }
}
async function* outer() {
  try {
    yield* inner();
  } finally {
    advance(4);
  }
}
async function consume() {
  for await (const ms of outer()) {
    advance(ms);
    break;
  }
}

consume();
