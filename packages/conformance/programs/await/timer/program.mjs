// 1 on stack, 10 waiting, 2 on stack. Only the first stretch is within the module's call.
async function wait() {
  advance(1);
  await sleep(10);
  advance(2);
}

wait();
