// Waits in all three places: try 0-2, catch 2-5, finally 5-9.
async function recover() {
  try {
    await rejectAfter(2);
  } catch {
    await sleep(3);
  } finally {
    await sleep(4);
  }
}

recover();
