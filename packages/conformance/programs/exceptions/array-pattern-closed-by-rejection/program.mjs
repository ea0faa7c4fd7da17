// The default of an array pattern awaits (0-2; items is held) and rejects: the pattern closes items first,
// on top of take, which has resumed (2-5). Then the catch burns 1.
function* items() {
  try {
    yield undefined;
  } finally {
    advance(3);
  }
}
async function take() {
  try {
    const [item = await rejectAfter(2)] = items();
    log(item);
  } catch {
    advance(1);
  }
}

take();
