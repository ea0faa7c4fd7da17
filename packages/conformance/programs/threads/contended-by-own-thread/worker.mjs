async function tick() {
  await sleep(1);
}

tick();
advance(10);
parent.send('ready');
advance(50);
