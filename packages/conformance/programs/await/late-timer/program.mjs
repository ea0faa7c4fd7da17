// The timer is due at 5, but the thread is busy until 20: the wait is as long as it was, not as asked.
async function patient() {
  await sleep(5);
}

patient();
advance(20);
