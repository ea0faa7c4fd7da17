// The window is as long as the profiler ran in it.
function work(ms) {
  advance(ms);
}

work(1);
profiler.stop();
const window = profiler.window();
work(10);
profiler.start();
work(100);
profiler.stop();
work(1000);
window.mark('window');
