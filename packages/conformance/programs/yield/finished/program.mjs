// What has run to its end is not entered again.
function* once() {
  advance(1);
}

const iterator = once();
iterator.next();
iterator.next();
iterator.return();
try {
  iterator.throw(new Error('expected'));
} catch {
  advance(2);
}
