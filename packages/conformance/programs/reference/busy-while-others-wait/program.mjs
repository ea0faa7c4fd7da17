// On the wall clock wait awaits 0-20 and held is paused 0-20. On the CPU clock neither spends any time,
// though the module burns CPU meanwhile. Calls and suspensions are the same.
async function wait() {
  await sleep(5);
  advance(1);
}
function* held() {
  yield;
}

wait();
const iterator = held();
iterator.next();
advance(20);
iterator.next();
