// Outer steps: 1, 2, the end. Inner, for each of the two: 1 (burns 1), 2 (continues the outer loop, which
// closes the inner source and awaits that). So 3 + 2 * 3 suspensions, 2 on stack. A source is held while
// the bodies burn: the outer one for 2, each inner one for 1.
async function* source() {
  yield 1;
  yield 2;
}
async function pairs() {
  outer: for await (const a of source()) {
    for await (const b of source()) {
      if (b === 2) continue outer;
      log(a, b);
      advance(1);
    }
  }
}

pairs();
