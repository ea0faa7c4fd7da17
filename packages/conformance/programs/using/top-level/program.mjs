// The module waits for a timer (0-2), then, at its end, for its resource (burns 2-3, awaits 3-6).
const resource = {
  async [Symbol.asyncDispose]() {
    advance(1);
    await sleep(3);
  },
};

await using own = resource;
await sleep(2);
