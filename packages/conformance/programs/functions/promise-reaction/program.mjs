// An executor is called by its promise's constructor, so `start` is its parent. A reaction is called
// from the microtask queue: it hangs off the root.
function executor(resolve) {
  advance(1);
  resolve();
}
function reaction() {
  advance(2);
}
function start() {
  new Promise(executor).then(reaction);
  advance(4);
}

start();
