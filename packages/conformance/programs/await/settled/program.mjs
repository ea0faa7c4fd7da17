// Awaiting what is there already still leaves the stack: three suspensions of no length.
async function settled() {
  await 1;
  await Promise.resolve();
  await undefined;
  advance(2);
}

settled();
