// now 0 to 3: inner awaits, outer and consume with it. 3 to 13: consume holds both. 13 to 17: inner awaits
// again and ends; that step too was a suspension of outer's. Then outer burns 1.
async function* inner() {
  await sleep(3);
  yield 10;
  await sleep(4);
}
async function* outer() {
  yield* inner();
  advance(1);
}
async function consume() {
  for await (const ms of outer()) advance(ms);
}

consume();
