// Parameters are evaluated before the body is entered, so `initial` (1) is called by `caller` each time.
// now 0: initial 1, sync 2; now 3: initial 1, then at the first next() items 8, held for no time;
// now 12: initial 1; now 13: later waits until 17.
function initial() {
  advance(1);
  return 1;
}
function sync(value = initial()) {
  advance(value + 1);
}
function* items(value = initial()) {
  advance(8);
  yield value;
}
async function later(value = initial()) {
  await sleep(value + 3);
}
function caller() {
  sync();
  Array.from(items());
  later();
}

caller();
