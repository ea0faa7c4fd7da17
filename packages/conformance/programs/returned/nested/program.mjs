// inner lives 0-6; middle returns its promise, outer returns middle's: all three end at 6.
async function inner() {
  await sleep(5);
  advance(1);
}
async function middle() {
  return inner();
}
async function outer() {
  return middle();
}

outer();
