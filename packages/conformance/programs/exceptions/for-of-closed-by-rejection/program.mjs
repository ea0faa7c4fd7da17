// The await in the body (0-2; items is held) rejects. Leaving the loop closes items first, on top of
// `each`, which has resumed: its finally burns 2-5. Then the catch burns 1.
function* items() {
  try {
    yield 2;
  } finally {
    advance(3);
  }
}
async function each() {
  try {
    for (const ms of items()) await rejectAfter(ms);
  } catch {
    advance(1);
  }
}

each();
