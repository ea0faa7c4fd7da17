// job awaits 0-10, but from 4 to 7 the profiler is stopped: 7 of its wait count. Then it burns 1.
async function job() {
  await sleep(10);
  advance(1);
}

job();
timer(4, profiler.stop);
timer(7, profiler.start);
