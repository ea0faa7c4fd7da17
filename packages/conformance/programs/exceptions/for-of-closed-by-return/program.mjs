// consume burns 0-1 and leaves its loop. outer resumes at its yield only to be closed, which first closes
// inner, on top of outer: its finally burns 1-4.
function* inner() {
  try {
    yield 1;
  } finally {
    advance(3);
  }
}
function* outer() {
  for (const item of inner()) yield item;
}
function consume() {
  for (const item of outer()) {
    advance(item);
    break;
  }
}

consume();
