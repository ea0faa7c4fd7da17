// Only the awaits that are reached count. choose(true): 0-5, 5-7. choose(false): one, of no length.
async function choose(slow) {
  slow ? await sleep(5) : await null;
  return slow && (await sleep(2));
}

choose(true);
choose(false);
