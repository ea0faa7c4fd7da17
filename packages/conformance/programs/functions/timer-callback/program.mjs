// schedule burns 1 and exits. The event loop calls tick at 5: it hangs off the root, and nobody else
// was on stack from 1 to 5.
function tick() {
  advance(2);
}
function schedule() {
  timer(5, tick);
  advance(1);
}

schedule();
