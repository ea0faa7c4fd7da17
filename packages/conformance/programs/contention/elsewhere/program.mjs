// The same, but what keeps the thread busy is not instrumented.
import { render } from './render.plain.mjs';

async function query() {
  await sleep(5);
}

timer(1, render);
query();
