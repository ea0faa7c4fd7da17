// An exception is an exit: fail after 1, middle after its own 2, and top goes on with 4 and 8.
function fail() {
  advance(1);
  throw new Error('expected');
}
function middle() {
  advance(2);
  fail();
  advance(100);
}
function top() {
  try {
    middle();
  } catch {
    advance(4);
  }
  advance(8);
}

top();
