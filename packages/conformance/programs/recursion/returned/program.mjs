// Each level waits 1, then returns the next one's promise: level 2 waits 0-1 and hangs at its return 1-3,
// level 1 waits 1-2 and hangs 2-3, level 0 waits 2-3. All end at 3.
async function down(n) {
  await sleep(1);
  if (n > 0) return down(n - 1);
}

down(2);
