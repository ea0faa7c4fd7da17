// A root, two nodes, four leaves (a, b under the first node; c, d under the second).
// root: timer 0-1. nodes: timers 1-2. leaves: timers due at 3, but each resumes only when the thread is
// free: a waits until 3 (burns 3-4), b until 4 (4-5). Now the first node resumes, before the next timer,
// and burns 5-6. c waits until 6 (6-7), d until 7 (7-8); the second node burns 8-9, the root 9-10.
// External: root 1, nodes 1 + 1, leaves 1 + 2 + 4 + 5.
async function tree(n) {
  await sleep(1);
  if (n > 0) await Promise.all([tree(n - 1), tree(n - 1)]);
  advance(1);
}

tree(2);
