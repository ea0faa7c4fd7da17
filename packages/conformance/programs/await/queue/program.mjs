// Both are due at 5. first resumes then and burns 10, so second waits until 15.
async function first() {
  await sleep(5);
  advance(10);
}
async function second() {
  await sleep(5);
  advance(1);
}

first();
second();
