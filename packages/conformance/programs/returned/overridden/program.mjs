// Each finally replaces the promise that was to be returned: by a value, by an exception, by going on (2).
// So none of the three waits for it. The timers, due at 5, still keep the program alive.
async function byReturn() {
  try {
    return sleep(5);
  } finally {
    return 1;
  }
}
async function byThrow() {
  try {
    return sleep(5);
  } finally {
    throw new Error('expected');
  }
}
async function byBreak() {
  do {
    try {
      return sleep(5);
    } finally {
      break;
    }
  } while (true);
  advance(2);
}
async function main() {
  await byReturn();
  try {
    await byThrow();
  } catch {
    await byBreak();
  }
}

main();
