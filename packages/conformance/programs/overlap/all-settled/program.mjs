// One rejects at 1, the other ends at 6; main waits for both.
async function attempt(ms, fails) {
  await sleep(ms);
  if (fails) throw new Error('expected');
  advance(1);
}
async function main() {
  const results = await Promise.allSettled([attempt(1, true), attempt(5, false)]);
  log(results[0].status, results[1].status);
}

main();
