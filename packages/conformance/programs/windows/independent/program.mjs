// a opens after 1, b after 3, reset after 7: each reading covers what came after its own beginning.
function work(ms) {
  advance(ms);
}

work(1);
const a = profiler.window();
work(2);
const b = profiler.window();
work(4);
profiler.reset();
a.mark('a');
b.mark('b');
work(8);
a.mark('a later');
