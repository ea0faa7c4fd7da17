// Compares random programs, in a process of its own: they leave rejections unhandled.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { profiler } from '@coroscope/runtime';
import { OrderWorld } from '../../../conformance/src/order/order-world.js';
import { randomProgram } from '../../../conformance/src/order/random-program.js';
import { compile } from './swc.js';

const { values } = parseArgs({
  options: { programs: { type: 'string' }, seed: { type: 'string' } },
});
const seed = Number(values.seed);
const numRuns = Number(values.programs);
console.log(`${numRuns} programs, --seed ${seed}`);

async function logOf(code: string): Promise<string[]> {
  const world = new OrderWorld();
  const globals = world.globals();
  try {
    new Function(...Object.keys(globals), code)(...Object.values(globals));
  } catch (error) {
    world.log.push(`threw ${String(error)}`);
  }
  await world.runToEnd();
  return world.log;
}

// SWC lowers `using`, which takes other turns than the engine: there would be nothing to compare with.
const property = fc.asyncProperty(randomProgram({ using: false }), async (program) => {
  const file = { filename: 'program.cjs', isModule: 'commonjs' } as const;
  const bare = await logOf(compile(program, { ...file, options: null }));
  const code = compile(program, { ...file, options: { runtime: 'global' } });
  profiler.start();
  const instrumented = await logOf(code);
  profiler.stop();
  const difference = bare.findIndex((line, i) => line !== instrumented[i]);
  if (difference < 0 && bare.length === instrumented.length) return;
  const at = difference < 0 ? bare.length : difference;
  throw new Error(
    `step ${at}: bare "${bare[at]}", instrumented "${instrumented[at]}"\n${program}\n${code}`,
  );
});

const result = await fc.check(property, { seed, numRuns });
if (result.failed) {
  console.log(String(result.errorInstance));
  process.exitCode = 1;
} else {
  console.log('no difference');
}
