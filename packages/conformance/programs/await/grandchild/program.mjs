// background (0 to 20) was started by child, so it explains child's wait (0 to 5), though child does not
// wait for it. It is no child of parent's: nothing explains parent's second wait (5 to 12).
async function background() {
  await sleep(20);
}
async function child() {
  background();
  await sleep(5);
}
async function parent() {
  await child();
  await sleep(7);
}

parent();
