// Held for 10, catches what is thrown in (2), held for 20, ends (3).
function* resilient() {
  try {
    yield 1;
  } catch {
    advance(2);
    yield 2;
  }
  advance(3);
}
function drive() {
  const iterator = resilient();
  iterator.next();
  advance(10);
  iterator.throw(new Error('expected'));
  advance(20);
  iterator.next();
}

drive();
