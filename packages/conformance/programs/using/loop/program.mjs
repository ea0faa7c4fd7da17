// Each turn of the loop disposes its resource at its end: 2 each.
const resource = {
  async [Symbol.asyncDispose]() {
    await sleep(2);
  },
};
async function loop() {
  for (let i = 0; i < 2; i++) {
    await using held = resource;
    log(typeof held);
  }
}

loop();
