// The first child explains 0-2, nobody 2-3 (a bare timer inside the reaction chain), the second 3-7.
async function child(ms) {
  await sleep(ms);
}
async function main() {
  const later = child(2).then(sleep.bind(null, 1));
  await later;
  await child(4);
}

main();
