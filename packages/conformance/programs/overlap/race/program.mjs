// The fast attempt: 0-5, burns 5-6. main goes on at 6 (burns 6-8); the slow attempt lives on until 20-21.
async function attempt(ms) {
  await sleep(ms);
  advance(1);
}
async function main() {
  await Promise.race([attempt(5), attempt(20)]);
  mark('won');
  advance(2);
}

main();
