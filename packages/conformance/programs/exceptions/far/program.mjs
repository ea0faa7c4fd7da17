// The rejection ends deep and middle at 5, where they awaited; top catches it and burns 1.
async function deep() {
  await rejectAfter(5);
  advance(100);
}
async function middle() {
  await deep();
  advance(100);
}
async function top() {
  try {
    await middle();
  } catch {
    advance(1);
  }
}

top();
