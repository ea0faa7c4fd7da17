// fib(5) takes 15 calls, two runs 30; never more than five levels deep.
function fib(n) {
  advance(1);
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

log(fib(5));
log(fib(5));
