// The yielded promise is awaited first (0-4), then the generator is held (4-6): one suspension. Its last
// 1 runs inside of next(), on top of consume.
async function* produce() {
  yield sleep(4);
  advance(1);
}
async function consume() {
  for await (const item of produce()) {
    log(item);
    advance(2);
  }
}

consume();
