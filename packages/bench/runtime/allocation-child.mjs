// Measures what one workload allocates in a process of its own, which never collects it, and sends the
// bytes a call of every round.
import { profiler } from '@coroscope/runtime';
import { loadWorkload } from './micro-modules.mjs';

const [index, rounds, warmUp] = process.argv.slice(2).map(Number);

async function bytesACall({ drive, calls }) {
  const before = process.memoryUsage().heapUsed;
  await drive();
  return (process.memoryUsage().heapUsed - before) / calls;
}

async function repeat(contender) {
  const bytes = [];
  for (let round = -warmUp; round < rounds; round++) {
    const some = await bytesACall(contender);
    // It has been collected after all.
    if (round >= 0 && some >= 0) bytes.push(some);
  }
  return bytes;
}

const { bare, on } = await loadWorkload(index);
const bareBytes = await repeat(bare);
profiler.start();
process.send({ bare: bareBytes, on: await repeat(on) });
