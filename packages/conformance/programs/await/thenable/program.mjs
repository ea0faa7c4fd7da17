// The language calls then() from the microtask queue (0 to 1, root); it resolves at 5. Nothing that
// wait started is alive meanwhile.
const thenable = {
  then(resolve) {
    advance(1);
    timer(4, resolve);
  },
};
async function wait() {
  await thenable;
  advance(2);
}

wait();
