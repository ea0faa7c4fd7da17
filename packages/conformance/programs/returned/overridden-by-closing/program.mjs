// The return leaves the loop, and the iterator, asked to close, throws instead: relay exits at 0 with that
// exception, and the timer (due at 5) is nobody's.
const items = {
  [Symbol.iterator]() {
    return this;
  },
  next() {
    return { done: false, value: 5 };
  },
  return() {
    throw new Error('expected');
  },
};
async function relay() {
  for (const ms of items) return sleep(ms);
}
async function main() {
  try {
    await relay();
  } catch {
    advance(2);
  }
}

main();
