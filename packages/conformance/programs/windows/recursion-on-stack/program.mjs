// Read at the bottom of three levels: all are alive, and on stack since 0, 1 and 2.
function down(n) {
  advance(1);
  if (n > 0) down(n - 1);
  else mark('bottom');
}

down(2);
