// broken.cjs burns 2 and throws into load, which catches it and exits: that closes the broken module.
function load() {
  try {
    return require('./broken.cjs');
  } catch {
    return undefined;
  }
}
function after() {
  advance(4);
}

load();
advance(1);
after();
