// Both hang on a promise that never settles, and are alive at the end: one in an await, one at its return.
function executor() {}
const forever = new Promise(executor);
async function hang() {
  await forever;
}
async function relay() {
  return forever;
}

hang();
relay();
advance(7);
