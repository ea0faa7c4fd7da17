// Only a native promise is followed: relay is taken to exit at 0, so main's wait (0-4) has nothing below.
// The language calls then() from the microtask queue.
const thenable = {
  then(resolve) {
    timer(4, resolve);
  },
};
async function relay() {
  return thenable;
}
async function main() {
  await relay();
}

main();
