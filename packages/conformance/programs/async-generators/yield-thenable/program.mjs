// The language awaits what is yielded, by calling its then, until 10. Nobody else may call that to see when it
// settles: the generator awaits until it goes on, which its consumer asks for at once.
const late = { then: settleLate };

function settleLate(resolve) {
  timer(10, resolve);
}

async function* numbers() {
  yield late;
}

async function consume() {
  for await (const number of numbers()) log(number);
}

consume();
