// Measures one workload in a process of its own, and sends the nanoseconds a call of every round.
import { performance } from 'node:perf_hooks';
import { profiler } from '@coroscope/runtime';
import { loadWorkload } from './micro-modules.mjs';

const [index, rounds, warmUp] = process.argv.slice(2).map(Number);

async function nanosecondsACall({ drive, calls }) {
  const start = performance.now();
  await drive();
  return ((performance.now() - start) * 1e6) / calls;
}

/** In turn, so that what else the machine does falls on all of them alike. */
async function interleave(contenders) {
  const times = contenders.map(() => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const time = await nanosecondsACall(contender);
      if (round >= 0) times[i].push(time);
    }
  }
  return times;
}

const contender = await loadWorkload(index);
const [bare, off] = await interleave([contender.bare, contender.off]);
profiler.start();
const [clocked, on] = await interleave([contender.clocked, contender.on]);
profiler.stop();
process.send({ bare, off, clocked, on });
