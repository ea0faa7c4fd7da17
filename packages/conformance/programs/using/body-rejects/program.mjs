// The await in the body (0-2) rejects. The disposal comes before the catch: `use` has resumed and calls the
// disposer (burns 2-3, awaits 3-6). The catch burns 1.
const resource = {
  async [Symbol.asyncDispose]() {
    advance(1);
    await sleep(3);
  },
};
async function use() {
  try {
    await using held = resource;
    await rejectAfter(2);
  } catch {
    advance(1);
  }
}

use();
