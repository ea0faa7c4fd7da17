// Three at once: their totals add up to 60, though only 30 went by.
async function fetchItem(ms) {
  await sleep(ms);
}
async function load() {
  await Promise.all([fetchItem(10), fetchItem(20), fetchItem(30)]);
}

load();
