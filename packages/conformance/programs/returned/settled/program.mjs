// Nobody can tell a settled promise from a pending one: a suspension of no length.
async function relay() {
  return Promise.resolve(7);
}
async function main() {
  log(await relay());
  advance(1);
}

main();
