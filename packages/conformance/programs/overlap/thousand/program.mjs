// A thousand waits of 5 at the same time.
async function job() {
  await sleep(5);
}
async function main() {
  await Promise.all(Array.from({ length: 1000 }, job));
}

main();
