// now 0: outer burns 2, inner waits until 7, burns 1 (resumed by the event loop: outer is awaiting),
// waits until 13; outer burns 3. All of outer's wait is explained by inner.
async function inner() {
  await sleep(5);
  advance(1);
  await sleep(4 + 1);
}
async function outer() {
  advance(2);
  await inner();
  advance(3);
}

outer();
