// The static field's initializer runs in the module (load: 1); the static block is a function of its
// own: 2, and load (1).
class Registry {
  static entries = load();
  static {
    advance(2);
    load();
  }
}
function load() {
  advance(1);
  return 1;
}
