// One suspension an item; none for the inner iterator's end.
function* all() {
  advance(1);
  yield* [5, 5];
  advance(1);
}
function consume() {
  for (const ms of all()) advance(ms);
}

consume();
