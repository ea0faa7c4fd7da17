import { compute } from './library.plain.mjs';

function answer() {
  parent.send('first');
}

timer(10, compute);
timer(40, answer);
