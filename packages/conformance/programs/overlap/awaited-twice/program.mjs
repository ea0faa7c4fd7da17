// The second await of the same promise is a suspension of no length.
async function work() {
  await sleep(5);
}
async function main() {
  const promise = work();
  log(await promise);
  advance(1);
  await promise; // again
}

main();
