// a: 0 to 1, held to 11, 11 to 12, held to 22. b: 1 to 11, held to 12, 12 to 22. Both end at 22, so two
// are alive from 1 on.
function* count(step) {
  for (let i = 0; i < 2; i++) {
    advance(step);
    yield i;
  }
}
function zip() {
  const a = count(1);
  const b = count(10);
  for (let i = 0; i < 3; i++) {
    a.next();
    b.next();
  }
}

zip();
