// `before` was started while on: 1, then (stopped) its 2 count for nothing, though the suspension does;
// held for 3 after the start; 4 and the end. `unseen` was started while stopped: invisible for life.
function* numbers() {
  advance(1);
  yield;
  advance(2);
  yield;
  advance(4);
}
function* unseen() {
  yield;
  advance(8);
}

const before = numbers();
const other = unseen();
before.next();
profiler.stop();
other.next();
advance(10);
before.next();
profiler.start();
advance(3);
before.next();
other.next();
