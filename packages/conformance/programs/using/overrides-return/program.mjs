// The disposer throws (after 1), so the promise that was to be returned is not: relay exits at 1.
const resource = {
  [Symbol.dispose]() {
    advance(1);
    throw new Error('expected');
  },
};
async function relay() {
  using held = resource;
  return sleep(held === resource ? 5 : 0);
}
async function main() {
  try {
    await relay();
  } catch {
    advance(2);
  }
}

main();
