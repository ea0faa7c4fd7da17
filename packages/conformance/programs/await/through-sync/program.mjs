// helper is synchronous, so inner was started by outer: its life (1 to 6) explains outer's first wait.
// Nothing explains the second (6 to 9).
async function inner() {
  await sleep(5);
}
function helper() {
  advance(1);
  return inner();
}
async function outer() {
  await helper();
  await sleep(3);
}

outer();
