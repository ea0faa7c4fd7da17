// Both timers start at 0. Steps: 0-5 awaits, 5-6 burns; 1 is there; sleep(2) was due long ago; the end.
async function each() {
  for await (const item of [sleep(5), 1, sleep(2)]) {
    log(item);
    advance(1);
  }
}

each();
