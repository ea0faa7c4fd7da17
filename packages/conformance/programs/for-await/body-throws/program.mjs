// A step of no length; the body burns 0-1 and throws; return() is called and awaited (1-4); catch 4-6.
async function* source() {
  try {
    yield 1;
  } finally {
    await sleep(3);
  }
}
async function each() {
  try {
    for await (const item of source()) {
      advance(item);
      throw new Error('expected');
    }
  } catch {
    advance(2);
  }
}

each();
