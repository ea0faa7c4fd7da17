// parent entered while stopped and stays invisible for life; child (2-6) hangs off the root.
async function child() {
  await sleep(3);
  advance(1);
}
async function parent() {
  await sleep(2);
  profiler.start();
  await child();
  await sleep(5);
}

parent();
