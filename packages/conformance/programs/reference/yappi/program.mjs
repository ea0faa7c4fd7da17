// foo: 1 on stack in burnCpu, 1 awaiting burnAsyncIo, 1 on stack in burnIo, 1 awaiting burnAsyncIo.
// block() takes wall time but no CPU time, and neither does a timer: on the CPU clock only burnCpu's 1
// remains. (Times in thousands.)
function burnCpu(ms) {
  advance(ms);
}
function burnIo(ms) {
  block(ms);
}
async function burnAsyncIo(ms) {
  await sleep(ms);
}
async function foo() {
  burnCpu(1000);
  await burnAsyncIo(1000);
  burnIo(1000);
  await burnAsyncIo(1000);
}

foo();
