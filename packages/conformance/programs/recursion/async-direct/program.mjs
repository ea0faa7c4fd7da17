// level 2: burns 0-1, awaits 1-3, on stack 3-4 below level 1, awaits 4-9.
// level 1: burns 3-4, awaits 4-6, on stack 6-7 below level 0, awaits 7-9. level 0: burns 6-7, awaits 7-9.
async function down(n) {
  advance(1);
  await sleep(2);
  if (n > 0) await down(n - 1);
}

down(2);
