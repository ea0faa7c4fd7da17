// The turn that begins at 1 runs render, list and render, ten each; the next one, at 31, lets three queries go on,
// which compute for five each. The first two have waited since the thread was idle, at 1, for both functions: 30
// each. render has kept each of them waiting once, though two of its tasks have. The third began when list
// had ended its computing, at 21, and was kept by the second render only: 10. So render kept three waiting, 20 + 20 + 10 in
// all, and list two, 10 + 10. That a query goes on before the next one is undecided: 5 and 10.
async function query(ms) {
  await sleep(ms);
  advance(5);
}

function render() {
  advance(10);
}

function list() {
  advance(10);
  query(1);
}

timer(1, render);
timer(1, list);
timer(1, render);
query(2);
query(3);
