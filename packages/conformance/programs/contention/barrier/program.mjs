// The gate opens at 5 and releases three, one after the other, each of which computes for ten. Those that wait
// for their turn can't be told from those that wait for a result of the first: 0, 10 and 20 are undecided.
const gate = sleep(5);

async function worker() {
  await gate;
  advance(10);
}

worker();
worker();
worker();
