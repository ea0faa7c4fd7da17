// job(10) lives 0-10, the window opens at 4, job(4) lives 4-8. main started both, so its wait is external
// only from 10 on. In the window job(10) is carried in: no call, 6 of its 10.
async function job(ms) {
  await sleep(ms);
}
async function main() {
  job(10);
  await sleep(4);
  const window = profiler.window();
  job(4);
  await sleep(1);
  window.mark('early');
  await sleep(20);
  window.mark('late');
}

main();
