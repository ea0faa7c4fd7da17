async function answer() {
  await parent.receive();
  compute();
  parent.send('answer');
}

function compute() {
  advance(30);
}

await answer();
