// throw() and return() reach the inner generator through the outer one, which is on stack meanwhile:
// held 10, inner's catch 1, held 20, inner's finally 2, and both exit.
function* inner() {
  try {
    yield 1;
    yield 2;
  } catch {
    advance(1);
    yield 3;
  } finally {
    advance(2);
  }
}
function* outer() {
  yield* inner();
}
function drive() {
  const iterator = outer();
  iterator.next();
  advance(10);
  iterator.throw(new Error('expected'));
  advance(20);
  iterator.return();
}

drive();
