// What a timer calls hangs off the root: three calls, none within another, at 0, 5 and 10.
function again(n) {
  advance(1);
  if (n > 0) timer(4, again.bind(null, n - 1));
}

again(2);
