// short: its finally awaits 0-3, then the returned promise is waited for, 3-5.
// long: its finally awaits 0-9; the promise has settled by then.
async function short() {
  try {
    return sleep(5);
  } finally {
    await sleep(3);
  }
}
async function long() {
  try {
    return sleep(6);
  } finally {
    await sleep(9);
  }
}

short();
long();
