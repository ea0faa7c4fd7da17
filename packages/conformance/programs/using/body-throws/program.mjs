// The body burns 0-1 and throws; the resource is disposed (1-4); the catch burns 2.
const resource = {
  async [Symbol.asyncDispose]() {
    await sleep(3);
  },
};
async function use() {
  try {
    await using held = resource;
    advance(1);
    throw new Error('expected');
  } catch {
    advance(2);
  }
}

use();
