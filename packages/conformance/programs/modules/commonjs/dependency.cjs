function setup() {
  advance(1);
}

setup();
advance(2);
module.exports = { setup };
