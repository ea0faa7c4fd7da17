// Starting what runs and stopping what stands changes nothing.
function work(ms) {
  advance(ms);
}

profiler.start();
work(1);
profiler.stop();
profiler.stop();
work(10);
profiler.start();
profiler.start();
work(100);
