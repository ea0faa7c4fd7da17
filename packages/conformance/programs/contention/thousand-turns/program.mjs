// A thousand turns of two milliseconds pass while something else works until 1999. In the turn that began at
// 1998 the answer came, and the next turn delivers it: only from 1998 on may the thread be to blame.
async function answer() {
  await sleep(1999);
}

let left = 1000;
function step() {
  advance(2);
  if (--left > 0) timer(0, step);
}

timer(0, step);
answer();
