// The catch parameter is a pattern whose accessor burns 3: `read` has resumed by then and calls it.
const reason = {
  get detail() {
    advance(3);
    return 1;
  },
};
async function read() {
  try {
    await rejectAfter(2, reason);
  } catch ({ detail }) {
    advance(detail);
  }
}

read();
