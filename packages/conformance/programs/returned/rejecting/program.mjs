// The returned promise rejects at 5, past relay's own catch, which is not on its way: relay never awaited.
async function relay() {
  try {
    return rejectAfter(5);
  } catch {
    advance(100);
  }
}
async function main() {
  try {
    await relay();
  } catch {
    advance(1);
  }
}

main();
