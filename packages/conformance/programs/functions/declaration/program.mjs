// `work` burns 3 in each of its two calls; the 2 in between are the module's own.
function work() {
  advance(3);
}

work();
advance(2);
work();
