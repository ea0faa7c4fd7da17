// The thread has nothing else to do: the whole wait is for what is outside.
async function query() {
  await sleep(10);
}

query();
