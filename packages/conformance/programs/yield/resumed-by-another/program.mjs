// `first` starts the generator and stays its parent, though `second` resumes it. The physical stack is
// another matter: the generator runs on top of each of them for 1.
function helper() {
  advance(1);
}
function* shared() {
  helper();
  yield;
  helper();
}
function first(iterator) {
  iterator.next();
  advance(10);
}
function second(iterator) {
  iterator.next();
  advance(20);
}

const iterator = shared();
first(iterator);
second(iterator);
