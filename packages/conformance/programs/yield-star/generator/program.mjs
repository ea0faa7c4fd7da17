// now 0: inner 1, held 1 to 11 (and outer with it); inner 2, returns; now 13: outer 4, held 17 to 27.
function* inner() {
  advance(1);
  yield 'a';
  advance(2);
  return 'b';
}
function* outer() {
  const result = yield* inner();
  advance(4);
  yield result;
}
function consume() {
  for (const item of outer()) {
    log(item);
    advance(10);
  }
}

consume();
