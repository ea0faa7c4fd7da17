// An await in the body (0-2) rejects. Before anything else of `each` runs, the source is closed: its
// finally burns 2-5 from the microtask queue (return() awaits its argument first); `each` awaits that,
// then burns 1.
async function* source() {
  try {
    yield 1;
  } finally {
    advance(3);
  }
}
async function each() {
  try {
    for await (const item of source()) await rejectAfter(item + 1);
  } catch {
    advance(1);
  }
}

each();
