// Two workers, four jobs. First worker: job(3) 0-3, job(2) 3-5. Second: job(1) 0-1, job(2) 1-3; at 3 nothing is
// left for it.
const jobs = [3, 1, 2, 2];
async function job(ms) {
  await sleep(ms);
}
async function worker() {
  while (jobs.length > 0) await job(jobs.shift());
}
async function main() {
  await Promise.all([worker(), worker()]);
}

main();
