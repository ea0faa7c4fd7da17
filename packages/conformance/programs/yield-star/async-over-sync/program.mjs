// The array's promise is awaited (0 to 3) and held (3 to 5); 2 is there at once and held (5 to 7); the end
// is a third step.
async function* outer() {
  yield* [sleep(3), 2];
}
async function consume() {
  for await (const item of outer()) {
    log(item);
    advance(2);
  }
}

consume();
