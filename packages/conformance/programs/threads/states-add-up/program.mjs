// The first worker sleeps until 10, a library computes until 25, it sleeps again and answers at 40. The second one
// sleeps until 5, computes until 25 and answers then. The main thread sleeps for all 40, and so does the second
// worker once it has answered: each thread's time on stack, elsewhere and idle are its 40 ms.
const first = thread('uses-library.mjs');
const second = thread('computes.mjs');

async function both() {
  await first.receive();
  await second.receive();
}

await both();
