// Each ends at the very moment after starting the next: 0-3, 3-6, 6-9. The chain of parents goes on
// though the parents are gone, so it is recursion; two are alive only for an instant.
async function respawn(n) {
  await sleep(3);
  if (n > 0) respawn(n - 1);
}

respawn(2);
