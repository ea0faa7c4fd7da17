// The finally burns 0-2 and lets the return be: the wait is from 2 to 5. The second one's inner break
// leaves only the loop inside of its finally (2-3), so it waits from 3 to 9.
async function relay() {
  try {
    return sleep(5);
  } finally {
    advance(2);
  }
}
async function withLoop() {
  try {
    return sleep(7);
  } finally {
    for (;;) {
      advance(1);
      break;
    }
  }
}

relay();
withLoop();
