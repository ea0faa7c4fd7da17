// The callback computes for thirty and then settles what the consumer waits for: it has kept nobody waiting.
let settle;
const result = new Promise((resolve) => (settle = resolve));

async function consumer() {
  await result;
}

function produce() {
  advance(30);
  settle();
}

timer(1, produce);
consumer();
