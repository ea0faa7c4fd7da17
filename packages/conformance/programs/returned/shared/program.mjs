// Two functions return the same promise, and one of them had waited on its own before: 0-2, then 2-5.
const promise = sleep(5);
async function first() {
  return promise;
}
async function second() {
  await sleep(2);
  return promise;
}

first();
second();
