// Every form of a synchronous function has figures of its own: each burns a different power of two.
const expression = function () {
  advance(1);
};
const named = function inner() {
  advance(2);
};
const block = () => {
  advance(4);
};
const concise = () => advance(8);
const object = {
  method() {
    advance(16);
  },
};

expression();
named();
block();
concise();
object.method();
