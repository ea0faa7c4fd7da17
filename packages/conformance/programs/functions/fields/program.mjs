// A field's initializer is no part of a constructor's body. In a derived class it runs while super()
// returns, with the constructor's body on stack; in a base class before that body is entered, so
// there its caller is whoever said `new`.
function measure() {
  advance(8);
  return 1;
}
class Base {
  size = measure();
  constructor() {
    advance(1);
  }
}
class Root {}
class Derived extends Root {
  size = measure();
  constructor() {
    super();
    advance(2);
  }
}
function build() {
  return [new Base(), new Derived()];
}

build();
