// The implicit await of return (0-3) rejects, and the generator's own catch takes it: 2 more, then it
// ends with 'caught'; that return awaits too, for no time.
async function* produce() {
  try {
    return rejectAfter(3);
  } catch {
    advance(2);
  }
  return 'caught';
}
async function run() {
  log((await produce().next()).value);
}

run();
