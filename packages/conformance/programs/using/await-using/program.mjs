// The body burns 0-1. The scope's end disposes in reverse: the second resource 1-5, the first 5-8.
class Resource {
  constructor(ms) {
    this.ms = ms;
  }
  async [Symbol.asyncDispose]() {
    await sleep(this.ms);
  }
}
async function use() {
  await using first = new Resource(3);
  await using second = new Resource(4);
  advance(first.ms - second.ms + 2);
}

use();
