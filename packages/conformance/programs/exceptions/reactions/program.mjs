// Three reactions, each from the microtask queue: none is on top of another, and each hangs off the root.
function fail() {
  advance(1);
  throw new Error('expected');
}
function recover() {
  advance(2);
}
function settle() {
  advance(4);
}

sleep(3).then(fail).catch(recover).finally(settle);
