// job burns 0-1, awaits 1-11, burns 11-13. Reset at 6: it is carried in, its time from 6 on counts, its call
// and its suspension were before.
async function job() {
  advance(1);
  await sleep(10);
  advance(2);
}

job();
timer(5, profiler.reset);
