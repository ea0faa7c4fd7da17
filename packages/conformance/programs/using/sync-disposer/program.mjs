// `await using` takes a synchronous disposer too: on stack while it burns 2, then an await of no length.
// `using` leaves no trace but the call of the disposer (4).
const inAwait = {
  [Symbol.dispose]() {
    advance(2);
  },
};
const plain = {
  [Symbol.dispose]() {
    advance(4);
  },
};
async function use() {
  await using a = inAwait;
  using b = plain;
  advance(1);
}

use();
