// Leaving the loop closes the generator, which still burns 4 in its finally before it exits.
function* produce() {
  try {
    yield 1;
    yield 2;
  } finally {
    advance(4);
  }
}
function consume() {
  for (const item of produce()) {
    advance(item + 1);
    break;
  }
}

consume();
