// now 0 to 3: the three levels burn 1 each on their way down. Items 0, 1 and 2 are held for 10 each; the
// innermost ends at 13, the middle one at 23, the outermost at 33. Every item passes through all the
// levels above its own: 1, 2 and 3 suspensions.
function* walk(depth) {
  advance(1);
  if (depth > 0) yield* walk(depth - 1);
  yield depth;
}
function consume() {
  for (const depth of walk(2)) {
    log(depth);
    advance(10);
  }
}

consume();
