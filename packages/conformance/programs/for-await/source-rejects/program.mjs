// The first step (0-2) rejects; a source that failed is not closed again.
async function* source() {
  await sleep(2);
  throw new Error('expected');
}
async function each() {
  try {
    for await (const item of source()) log(item);
  } catch {
    advance(1);
  }
}

each();
