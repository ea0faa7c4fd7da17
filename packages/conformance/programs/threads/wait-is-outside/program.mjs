// Asked at 5, the worker computes until 35. The main thread sleeps all the time: to it the worker is
// outside, and nobody is to blame. The worker slept for the 5 ms before the question came.
const worker = thread('worker.mjs');

async function ask() {
  worker.send('question');
  log(await worker.receive());
}

await sleep(5);
await ask();
