// The built-ins in between are not instrumented: whoever called them is the parent of the callback.
function visit(ms) {
  advance(ms);
}
function tag(strings, ms) {
  advance(ms);
}
function walk() {
  [1, 2].forEach(visit);
  visit.call(null, 4);
  visit.apply(null, [8]);
  visit.bind(null, 16)();
  Reflect.apply(visit, null, [32]);
  tag`${64}`;
}

walk();
