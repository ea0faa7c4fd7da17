// burst lives 0-3, then twice 13-16: a span of 6, two at most. Between 3 and 13 main waits for a timer.
async function burst() {
  await sleep(3);
}
async function main() {
  await burst();
  await sleep(10);
  await Promise.all([burst(), burst()]);
}

main();
