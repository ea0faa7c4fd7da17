// A generator's activation begins at its first next(): neither of these ever had one.
function* unused() {
  advance(1);
  yield 1;
}

unused();
const closed = unused();
closed.return(5);
closed.next();
advance(2);
