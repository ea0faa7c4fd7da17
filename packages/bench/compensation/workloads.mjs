// Loops of calls whose true cost is what they take bare. Each returns a number that depends on all
// of its work, whose steps depend on each other, so that no compiler can leave any of it out.

function spin(steps, seed) {
  let state = seed;
  for (let i = 0; i < steps; i++) state = (Math.imul(state, 1103515245) + 12345) | 0;
  return state;
}

export function calls(count, steps) {
  let state = 1;
  for (let i = 0; i < count; i++) state = spin(steps, state);
  return state;
}

export function recursion(count) {
  return count < 2 ? count : recursion(count - 1) + recursion(count - 2);
}

function* produce(count, steps) {
  let state = 1;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < steps; j++) state = (Math.imul(state, 1103515245) + 12345) | 0;
    yield state;
  }
}

export function generator(count, steps) {
  let sum = 0;
  for (const state of produce(count, steps)) sum ^= state;
  return sum;
}

async function step(steps, seed) {
  let state = seed;
  for (let i = 0; i < steps; i++) state = (Math.imul(state, 1103515245) + 12345) | 0;
  return state;
}

export async function awaits(count, steps) {
  let state = 1;
  for (let i = 0; i < count; i++) state = await step(steps, state);
  return state;
}
