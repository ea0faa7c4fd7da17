// The functions of call.plain.mjs are not instrumented. fail (1) throws through them, once at once and
// once by rejecting; what comes after is called by main.
import { call, callLater } from './call.plain.mjs';

function fail() {
  advance(1);
  throw new Error('expected');
}
function helper() {
  advance(4);
}
async function main() {
  try {
    call(fail);
  } catch {
    advance(2);
  }
  helper();
  try {
    await callLater(fail);
  } catch {
    helper();
  }
}

main();
