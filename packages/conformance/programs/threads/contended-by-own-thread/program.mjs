// The worker's message comes at 10, while the main thread renders from 5 to 25, and is delivered then. Of the
// 25 ms of the wait 5 are outside; for the other 20, since the thread was last idle, render is to blame. The
// worker computes until 60, which keeps nobody on the main thread waiting: it is to blame for the 60 that
// its own timer waited, which was due at 1.
const worker = thread('worker.mjs');

async function ask() {
  await worker.receive();
}

function render() {
  advance(20);
}

timer(5, render);
await ask();
