// sync(2) 0-1, later(1) awaits 1-3; on top of it sync(1) 3-4, which starts later(0), and both await, later(0)
// until 6; on top of it sync(0) 6-7. later(0) awaits nothing, for no time; both end at 7.
// sync is on stack 0-1, 3-4, 6-7, one at a time. later's outermost: on stack 3-4, awaiting 1-3 and 4-7.
function sync(n) {
  advance(1);
  return n > 0 ? later(n - 1) : undefined;
}
async function later(n) {
  await sleep(2);
  await sync(n);
}

sync(2);
