// `return x` awaits x, whatever it is; a bare return awaits nothing. run waits for each.
async function* plain() {
  return 1;
}
async function* pending() {
  return sleep(3);
}
async function* bare() {
  return;
}
async function run() {
  await plain().next();
  await pending().next();
  await bare().next();
}

run();
