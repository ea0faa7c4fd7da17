// Nothing instrumented runs between broken.mjs's failure at 3 and the timer's callback at 10: the idle
// time is nobody's, and tick hangs off the root.
function tick() {
  advance(8);
}

timer(10, tick);
import('./broken.mjs').then(undefined, log.bind(null, 'failed:'));
