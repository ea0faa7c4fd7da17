// What is read is what came after the reset, and of that what came after the start.
function work(ms) {
  advance(ms);
}

work(1);
profiler.stop();
work(10);
profiler.reset();
work(20);
profiler.start();
work(100);
