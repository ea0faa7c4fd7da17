// child explains main's wait until 5; from then to 20 it is a bare timer.
async function child() {
  await sleep(5);
}
async function main() {
  await Promise.all([child(), sleep(20)]);
}

main();
