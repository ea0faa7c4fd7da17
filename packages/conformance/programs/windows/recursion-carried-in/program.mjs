// Level 1 waits 0-2, then for level 0, which waits 2-4, opens the window, waits 4-7 and reads it: both were
// carried in; level 0's wait is the outermost's too, and counts once.
async function down(n) {
  await sleep(2);
  if (n > 0) {
    await down(n - 1);
  } else {
    const window = profiler.window();
    await sleep(3);
    window.mark('inside');
  }
}

down(1);
