// Waits 0-1; the inner catch burns 1 and throws on, its finally 2, the outer catch 4.
async function relay() {
  try {
    try {
      await rejectAfter(1);
    } catch (error) {
      advance(1);
      throw error;
    } finally {
      advance(2);
    }
  } catch {
    advance(4);
  }
}

relay();
