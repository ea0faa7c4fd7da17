// The call while stopped (10) leaves no trace; the engine's time stands still meanwhile.
function work(ms) {
  advance(ms);
}

work(1);
profiler.stop();
work(10);
profiler.start();
work(100);
