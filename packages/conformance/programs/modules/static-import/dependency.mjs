function setup() {
  advance(1);
}

setup();
await sleep(5);
advance(2);

export const ready = true;
