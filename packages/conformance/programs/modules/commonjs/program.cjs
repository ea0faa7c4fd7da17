// require() evaluates on the stack of whoever calls it: the dependency's body is a callee of load.
function load() {
  return require('./dependency.cjs');
}

load().setup();
load();
advance(4);
