// job waits 0-2; stopped, it resumes and exits at 5. Its 1 on stack belongs to nobody, but its exit counts.
async function job() {
  await sleep(5);
  advance(1);
}

job();
timer(2, profiler.stop);
timer(10, profiler.start);
timer(14, log.bind(null, 'the end'));
