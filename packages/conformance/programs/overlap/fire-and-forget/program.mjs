// background was started by request and outlives it. While both are alive it explains request's wait.
async function background() {
  await sleep(10);
  advance(1);
}
async function request() {
  background();
  await sleep(2);
}

request();
