// Ten callbacks of 0.03 each keep the query waiting: too short to be told apart, they share their blame.
async function query() {
  await sleep(0.01);
}

function callback() {
  advance(0.03125);
}

query();
for (let i = 0; i < 8; i++) timer(0, callback);
