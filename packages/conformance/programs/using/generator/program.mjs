// A synchronous `using` in a generator: its disposer (2) runs on top of the generator when that is closed.
const resource = {
  [Symbol.dispose]() {
    advance(2);
  },
};
function* numbers() {
  using held = resource;
  yield typeof held;
}
function consume() {
  for (const type of numbers()) {
    log(type);
    advance(1);
    break;
  }
}

consume();
