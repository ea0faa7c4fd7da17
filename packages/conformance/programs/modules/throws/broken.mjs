function setup() {
  advance(1);
}

setup();
advance(2);
throw new Error('expected');
