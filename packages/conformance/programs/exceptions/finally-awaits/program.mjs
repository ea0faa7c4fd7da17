// guarded: waits 0-2, its finally burns 2-3, waits 3-6, burns 6-7, and the rejection goes on.
async function guarded() {
  try {
    await rejectAfter(2);
  } finally {
    advance(1);
    await sleep(3);
    advance(1);
  }
}
async function main() {
  try {
    await guarded();
  } catch {
    advance(4);
  }
}

main();
