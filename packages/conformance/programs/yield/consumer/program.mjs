// produce burns 1 before each item and 1 at the end; consume holds it for 10 each time.
function* produce() {
  for (let i = 0; i < 3; i++) {
    advance(1);
    yield 10;
  }
  advance(1);
}
function consume() {
  for (const ms of produce()) advance(ms);
}

consume();
