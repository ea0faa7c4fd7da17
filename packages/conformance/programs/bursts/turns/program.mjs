// The calls of tick at 1 are what a turn of the event loop begins with: they follow upon nothing. Those at 11 and 12
// come in the turn in which wait has gone on, and follow upon that: one burst of two. That wait has not set them off
// can't be told.
async function wait() {
  await sleep(10);
  advance(1);
}

function tick() {
  advance(1);
}

wait();
timer(1, tick);
timer(1, tick);
timer(10, tick);
timer(10, tick);
