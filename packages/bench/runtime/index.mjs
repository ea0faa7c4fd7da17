import { run as compiler } from './compiler.mjs';
import { run as http } from './http.mjs';
import { run as micro } from './micro.mjs';

/** What the runtime costs: one event, a compiler instrumented whole, a service under load. */
export async function run(args) {
  for (const benchmark of [micro, compiler, http]) await benchmark(args);
}
