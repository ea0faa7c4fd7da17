// The pattern takes one item and closes the source: 1 + 4. The spread drains another: 1 + 2 + 4.
function* source() {
  try {
    advance(1);
    yield 1;
    advance(2);
    yield 2;
  } finally {
    advance(4);
  }
}
function take() {
  const [one] = source();
  advance(8);
  log(one, ...source());
}

take();
