// Three jobs are alive 0-2, two until 4, one until 6. A window that opens at 3 has seen two at most, and
// one that opens at 5 just one; the whole program three.
async function job(ms) {
  await sleep(ms);
}
async function main() {
  job(2);
  job(4);
  job(6);
  await sleep(3);
  const second = profiler.window();
  await sleep(2);
  const third = profiler.window();
  await sleep(5);
  second.mark('from 3');
  third.mark('from 5');
}

main();
