// ping(2) lives 0-12, pong(1) 1-12, ping(0) 11-12.
async function ping(n) {
  await sleep(1);
  if (n > 0) await pong(n - 1);
}
async function pong(n) {
  await sleep(10);
  if (n > 0) await ping(n - 1);
}

ping(2);
