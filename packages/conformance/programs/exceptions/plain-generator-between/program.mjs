// A generator that is not instrumented stands between two that are. source starts on top of consume (1),
// is held while consume burns 10, and is closed when consume throws: its finally burns 2.
import { relay } from './relay.plain.mjs';

function* source() {
  try {
    advance(1);
    yield 10;
  } finally {
    advance(2);
  }
}
function consume() {
  for (const ms of relay(source())) {
    advance(ms);
    throw new Error('expected');
  }
}

try {
  consume();
} catch {
  advance(4);
}
