// The module's wait for work (0 to 5) is explained by it, the rejection's (5 to 8) by nothing; its catch
// burns 1; the last wait is a step of `for await`, then the iterator's end.
async function work() {
  await sleep(5);
}

await work();
try {
  await rejectAfter(3);
} catch {
  advance(1);
}
for await (const item of [sleep(2)]) log(item);
