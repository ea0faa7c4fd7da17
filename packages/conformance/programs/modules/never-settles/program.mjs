// The module hangs at its await to the end, at 5.
function executor() {}

timer(5, log.bind(null, 'tick'));
await new Promise(executor);
