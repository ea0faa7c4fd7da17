// relay hangs at its return 0-8. The reset at 3 leaves it 5 of its wait, and no suspension.
async function relay() {
  return sleep(8);
}

relay();
timer(3, profiler.reset);
