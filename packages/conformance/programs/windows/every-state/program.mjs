// Read at 1, inside of numbers: it is on stack on top of the module, and wait awaits. Read at 4, inside of
// a timer's callback: numbers is held since 1. At the end, at 10, wait is over and numbers still held.
async function wait() {
  await sleep(10);
}
function* numbers() {
  advance(1);
  mark('on stack');
  yield;
}
function look() {
  mark('held');
}

wait();
const iterator = numbers();
timer(4, look);
iterator.next();
