// numbers begins under a (5-6), is held 6-15, goes on under b (15-17), and is held again at the end, at 17:
// its tag is a for life, though it is on stack within take of b. take: 4 itself, and what numbers takes on
// top. The first set is entered before there is a tag; the second one (10) still has a.
let tag;

function set(name) {
  tag = name;
}
function* numbers() {
  advance(1);
  yield 'first';
  advance(2);
  yield 'second';
}
function take(iterator) {
  advance(4);
  iterator.next();
}

profiler.start({ tag: () => tag });
const iterator = numbers();
timer(0, set.bind(null, 'a'));
timer(1, take.bind(null, iterator));
timer(10, set.bind(null, 'b'));
timer(11, take.bind(null, iterator));
