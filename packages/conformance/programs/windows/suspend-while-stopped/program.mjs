// Stopped 2-7. The first wait (0-5) counts until 2, the second (5-9) from 7 on: 2 each. An activation that
// entered while the profiler ran is followed, so the suspension at 5 counts as one.
async function job() {
  await sleep(5);
  await sleep(4);
  advance(1);
}

job();
timer(2, profiler.stop);
timer(7, profiler.start);
