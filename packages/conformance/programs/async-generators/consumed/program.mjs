// produce: awaits 0-5, burns 5-6, held 6-11, awaits 11-16, burns 16-17, held 17-22, ends.
// consume: awaits a step 0-6, burns 6-8, awaits a timer 8-11 (produce is held: external), awaits a step
// 11-17, burns 17-19, a timer 19-22, and the last step, of no length.
async function* produce() {
  for (let i = 0; i < 2; i++) {
    await sleep(5);
    advance(1);
    yield i;
  }
}
async function consume() {
  for await (const item of produce()) {
    log(item);
    advance(2);
    await sleep(3);
  }
}

consume();
