// Compares random programs: node order.mjs --programs 100000 [--seed 1]
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { orders, PROFILER_MODES } from './compare-order.js';
import { randomProgram } from './random-program.js';

const { values } = parseArgs({
  options: { programs: { type: 'string', default: '1000' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const numRuns = Number(values.programs);
const using = hasUsing();
console.log(`${numRuns} programs, --seed ${seed}, ${using ? 'with' : 'without'} using`);

const property = fc.asyncProperty(
  randomProgram({ using }),
  fc.constantFrom(...PROFILER_MODES),
  async (program, mode) => {
    const { bare, instrumented } = await orders(program, mode);
    const difference = bare.findIndex((line, i) => line !== instrumented[i]);
    if (difference < 0 && bare.length === instrumented.length) return;
    const at = difference < 0 ? bare.length : difference;
    throw new Error(
      `step ${at}: bare "${bare[at]}", instrumented "${instrumented[at]}" (profiler ${mode})\n${program}`,
    );
  },
);

const result = await fc.check(property, { seed, numRuns });
if (result.failed) {
  console.log(`different after ${result.numRuns} programs, shrunk ${result.numShrinks} times`);
  console.log(
    result.errorInstance instanceof Error ? result.errorInstance.message : result.errorInstance,
  );
  process.exitCode = 1;
} else {
  console.log('no difference');
}

function hasUsing(): boolean {
  try {
    return Boolean(new Function('{ using none = null; } return true;')());
  } catch {
    return false;
  }
}
