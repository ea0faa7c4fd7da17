// new Square: 2 before super(), 1 in Shape's constructor, 4 after it.
class Shape {
  constructor() {
    advance(1);
  }
}
class Square extends Shape {
  constructor() {
    advance(2);
    super();
    advance(4);
  }
}
function build() {
  return new Square();
}

build();
