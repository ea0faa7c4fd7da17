// work and the module are on stack at the reset: no call of theirs, but the time from then on.
function work() {
  advance(1);
  profiler.reset();
  advance(2);
}

work();
advance(4);
work();
