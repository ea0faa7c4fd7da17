// The finally returns another promise: that one is waited for, until 3, and not the first.
async function relay() {
  try {
    return sleep(9);
  } finally {
    return sleep(3);
  }
}

relay();
