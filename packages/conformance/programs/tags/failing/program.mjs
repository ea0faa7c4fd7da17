// ask is instrumented, and not recorded. It throws, and is asked no more: work runs twice without a tag.
function ask() {
  log('asked');
  throw new Error('no tag');
}
function work() {
  advance(1);
}

profiler.start({ tag: ask });
timer(0, work);
timer(5, work);
