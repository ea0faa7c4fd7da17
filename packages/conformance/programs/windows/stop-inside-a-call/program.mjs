// inner burns 1, stops, and exits while stopped; outer, still on stack when the profiler starts again,
// burns 2 and calls helper (4). What was called in between (helper once) is invisible.
function helper() {
  advance(4);
}
function inner() {
  advance(1);
  profiler.stop();
  advance(10);
}
function outer() {
  inner();
  helper();
  profiler.start();
  advance(2);
  helper();
}

outer();
