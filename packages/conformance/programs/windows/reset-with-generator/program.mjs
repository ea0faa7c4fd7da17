// Held 0-3, reset, held 3-7, burns 7-8, held 8-13 and still there at the end.
function* numbers() {
  yield 1;
  advance(1);
  yield 2;
}

const iterator = numbers();
iterator.next();
advance(3);
profiler.reset();
advance(4);
iterator.next();
advance(5);
