// A value that is no promise is an exit at once; so is the end of the body.
async function value() {
  advance(1);
  return 7;
}
async function nothing() {
  advance(2);
}

value();
nothing();
advance(4);
