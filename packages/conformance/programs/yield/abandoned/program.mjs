// 1 on stack, held for 7, 1 on stack, then held to the end, at 20 (a timer keeps the program alive).
function* endless() {
  for (;;) {
    advance(1);
    yield;
  }
}

const iterator = endless();
iterator.next();
advance(7);
iterator.next();
sleep(11);
