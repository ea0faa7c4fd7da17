// Two callers share one computation, which takes two turns of ten. The first one has started it: that
// explains its wait. The second one only waits for the result, and what computes it keeps nobody waiting,
// neither in the turn in which it ends nor in the one before. Its wait was idle until 1. Between the two
// turns, from 11 to 12, other code keeps the computation waiting, and with it the second caller.
import { collect } from './collect.plain.mjs';

let flight;
function load() {
  return (flight ??= compute());
}

async function compute() {
  await sleep(1);
  advance(10);
  timer(0, collect);
  await sleep(0);
  advance(10);
}

async function caller() {
  await load();
}

caller();
caller();
