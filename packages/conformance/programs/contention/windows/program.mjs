// The window opens at 11, in the middle of a wait that began at 0 and ends at 21. Contended time is booked at the
// end: all twenty since the thread was idle, though the window has seen only ten of the wait.
let window;

async function query() {
  await sleep(5);
}

function render() {
  advance(10);
  window = profiler.window();
  advance(10);
}

timer(1, render);
await query();
window.mark('second half');
