// Held 0-10; the catch burns 10-11 inside of throw(), on top of drive; held 11-31; return() first awaits
// its argument, so the finally burns 31-33 from the microtask queue, while drive awaits.
async function* produce() {
  try {
    yield 1;
  } catch {
    advance(1);
    yield 2;
  } finally {
    advance(2);
  }
}
async function drive() {
  const iterator = produce();
  await iterator.next();
  advance(10);
  await iterator.throw(new Error('expected'));
  advance(20);
  await iterator.return('done');
}

drive();
