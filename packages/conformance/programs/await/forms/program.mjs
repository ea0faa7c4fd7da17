// The asynchronous arrows, an expression and a method; all four start at 0.
// block, expression and api.load wait until 1; concise until 2, then burns 4.
const block = async () => {
  await sleep(1);
};
const expression = async function () {
  await sleep(1);
};
const api = {
  async load() {
    await sleep(1);
  },
};
const concise = async () => (await sleep(2), advance(4));

block();
expression();
api.load();
concise();
