// Two thousand and one levels of 1 each.
function down(n) {
  advance(1);
  if (n > 0) down(n - 1);
}

down(2000);
