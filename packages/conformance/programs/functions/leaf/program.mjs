// `add` calls nothing, so its calls are counted and its time is its callers'.
function add(a, b) {
  return a + b;
}
function burn() {
  advance(add(2, 3));
}

burn();
add(1, 1);
burn();
