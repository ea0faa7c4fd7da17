// inner awaits 0-2 and throws; outer, which awaited its answer, catches (burns 2-3) and yields; the end.
async function* inner() {
  await sleep(2);
  throw new Error('expected');
}
async function* outer() {
  try {
    yield* inner();
  } catch {
    advance(1);
    yield 'recovered';
  }
}
async function consume() {
  for await (const item of outer()) log(item);
}

consume();
