// shared under left: 0-4, burns 4-5. Under right: 0-6, burns 6-7. Each resumes in its own context.
async function shared(ms) {
  await sleep(ms);
  advance(1);
}
async function left() {
  await shared(4);
}
async function right() {
  await shared(6);
}

left();
right();
