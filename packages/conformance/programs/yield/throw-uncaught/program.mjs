// What is thrown in passes straight through: the generator exits at 10.
function* fragile() {
  yield 1;
  advance(100);
}
function drive() {
  const iterator = fragile();
  iterator.next();
  advance(10);
  try {
    iterator.throw(new Error('expected'));
  } catch {
    advance(1);
  }
  advance(5);
}

drive();
