// Started inside of outer, which stays invisible, and so does the module: inner (1) hangs off the root.
// Time on the engine's clock: 2 + 1 + 4, then 1 more.
function inner() {
  advance(1);
}
function outer() {
  advance(10);
  profiler.start();
  advance(2);
  inner();
  advance(4);
}

outer();
inner();
