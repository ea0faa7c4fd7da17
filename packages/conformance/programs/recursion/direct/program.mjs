// Four levels of 1 each: inclusive time counts once, at the outermost.
function down(n) {
  advance(1);
  if (n > 0) down(n - 1);
}

down(3);
