// An iterator written by hand: next() burns 1 on top of each, then its promise takes 2. Two items and the
// end: three steps.
const source = {
  left: 2,
  [Symbol.asyncIterator]() {
    return this;
  },
  next() {
    advance(1);
    return sleep(2).then(() => ({ done: this.left-- === 0, value: this.left }));
  },
};
async function each() {
  for await (const item of source) log(item);
}

each();
