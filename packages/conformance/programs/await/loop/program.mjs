// One site, three waits: 2, 4 and 6.
async function poll() {
  for (let i = 1; i <= 3; i++) await sleep(i * 2);
}

poll();
