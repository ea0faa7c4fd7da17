// relay burns 0-1 and is done, but its promise is not until sleep's is, at 6: that is its real exit.
async function relay() {
  advance(1);
  return sleep(5);
}
async function main() {
  await relay();
  advance(2);
}

main();
