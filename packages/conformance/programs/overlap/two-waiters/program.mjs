// The module started work, the waiters did not: nothing that they started explains their waits.
async function work() {
  await sleep(5);
}
async function waiter(promise) {
  await promise;
}

const promise = work();
waiter(promise);
waiter(promise);
