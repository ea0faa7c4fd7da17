// The implicit await (0-4) rejects inside of the generator, which was never held there.
async function* produce() {
  try {
    yield rejectAfter(4);
  } catch {
    advance(1);
    yield 'recovered';
  }
}
async function consume() {
  for await (const item of produce()) log(item);
}

consume();
