// main catches at 2 (burns 2-3) while the other attempt runs on: awaits until 9, burns 9-10.
async function attempt(ms, fails) {
  await sleep(ms);
  if (fails) throw new Error('expected');
  advance(1);
}
async function main() {
  try {
    await Promise.all([attempt(2, true), attempt(9, false)]);
  } catch {
    advance(1);
  }
}

main();
