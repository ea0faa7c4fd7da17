import { profiler } from '@coroscope/runtime';
import { transform } from '@coroscope/transform';
import { OrderWorld } from './order-world.js';

/** What the profiler does while a program runs: nothing of it may be seen by the program. */
export type ProfilerMode = 'on' | 'off' | 'disturbed';
export const PROFILER_MODES: readonly ProfilerMode[] = ['on', 'off', 'disturbed'];

/** Runs a program bare and instrumented; the logs, which must be the same. */
export async function orders(
  program: string,
  mode: ProfilerMode,
): Promise<{ bare: string[]; instrumented: string[] }> {
  const bare = await run(program, new OrderWorld());
  const { code } = transform(program, {
    filename: 'program.cjs',
    sourceType: 'commonjs',
    runtime: 'global',
    sourceMap: false,
  });
  if (mode !== 'off') profiler.start();
  const instrumented = await run(code, new OrderWorld(mode === 'disturbed' ? disturb : undefined));
  profiler.stop();
  return { bare, instrumented };
}

async function run(program: string, world: OrderWorld): Promise<string[]> {
  const globals = world.globals();
  try {
    new Function(...Object.keys(globals), program)(...Object.values(globals));
  } catch (error) {
    world.log.push(`threw ${String(error)}`);
  }
  await world.runToEnd();
  return world.log;
}

/** Stops, starts, resets and reads, at steps that have no common measure. */
function disturb(step: number): void {
  if (step % 3 === 1) profiler.stop();
  if (step % 5 === 2) profiler.start();
  if (step % 7 === 3) profiler.reset();
  if (step % 11 === 4) profiler.snapshot();
}
