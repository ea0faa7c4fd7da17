// broken.mjs burns 3 and throws. Its activation is over by the time that anybody else runs: after (4) is
// called by this module, and the timer's callback, 10 later, by the event loop.
function after() {
  advance(4);
}
function tick() {
  advance(8);
}

try {
  await import('./broken.mjs');
} catch {
  after();
}
timer(10, tick);
