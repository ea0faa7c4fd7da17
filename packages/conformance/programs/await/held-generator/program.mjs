// numbers is alive while consumer waits, but paused: what is held by its consumer explains no wait.
function* numbers() {
  yield 1;
  yield 2;
}
async function consumer() {
  const iterator = numbers();
  iterator.next();
  await sleep(6);
  iterator.next();
  iterator.next();
}

consumer();
