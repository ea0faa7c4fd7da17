// The generator is closed at 2 with nothing left to run: its life ends there, not at 7.
function* produce() {
  yield 1;
  yield 2;
}
function consume() {
  for (const item of produce()) {
    advance(item + 1);
    break;
  }
  advance(5);
}

consume();
