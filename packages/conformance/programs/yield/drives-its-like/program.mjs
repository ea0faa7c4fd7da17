// The outer relay starts the inner one: recursion. now 0: outer 1; 1: inner 1, inner 1 (its item); 3:
// outer 1; the consumer holds both from 4 (the inner from 3) to 14, where both end.
function* relay(source) {
  advance(1);
  for (const item of source) {
    advance(1);
    yield item;
  }
}
function consume() {
  for (const item of relay(relay([10]))) advance(item);
}

consume();
