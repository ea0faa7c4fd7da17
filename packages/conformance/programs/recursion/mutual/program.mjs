// even(3) 1, odd(2) 10, even(1) 1, odd(0) 10: even spans all 22, odd all but the first 1.
function even(n) {
  advance(1);
  if (n > 0) odd(n - 1);
}
function odd(n) {
  advance(10);
  if (n > 0) even(n - 1);
}

even(3);
