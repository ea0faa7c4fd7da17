// The same, but the first turn belongs to render, until 20: by then the gate had been open for a while. All
// three may have been ready since the thread was last idle, at 1, and only render is to blame: 3 times 19.
const gate = sleep(5);

async function worker() {
  await gate;
  advance(10);
}

function render() {
  advance(19);
}

timer(1, render);
worker();
worker();
worker();
