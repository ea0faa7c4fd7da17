// A rejected await resumes in the catch: waits 0-5, burns 5-8.
async function near() {
  try {
    await rejectAfter(5);
  } catch {
    advance(1);
  }
  advance(2);
}

near();
