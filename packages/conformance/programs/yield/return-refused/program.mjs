// return() is answered with another yield from the finally: not an exit. That comes after 20 more.
function* stubborn() {
  try {
    yield 1;
  } finally {
    advance(1);
    yield 2;
    advance(2);
  }
}
function drive() {
  const iterator = stubborn();
  iterator.next();
  advance(10);
  iterator.return();
  advance(20);
  iterator.next();
  advance(40);
}

drive();
