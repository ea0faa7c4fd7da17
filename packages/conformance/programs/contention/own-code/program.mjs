// The thread sleeps until 1, then renders until 21. The timer of the queries was due at 5 and fires in the
// next turn, at 21: since the thread was last idle, at 1, each may have been ready. That is 20 of 21 for
// each of the two, all of it while a task that began in render ran.
async function query() {
  await sleep(5);
}

function render() {
  layout();
}

function layout() {
  advance(20);
}

timer(1, render);
query();
query();
