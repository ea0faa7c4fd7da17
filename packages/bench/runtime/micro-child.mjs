// Measures one workload in a process of its own, and sends the nanoseconds a call of every round.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { performance } from 'node:perf_hooks';
import { profiler } from '@coroscope/runtime';
import { transform } from '@coroscope/transform';
import { WORKLOADS } from './micro-programs.mjs';

const RUNTIME = import.meta.resolve('@coroscope/runtime');

const [index, rounds, warmUp] = process.argv.slice(2).map(Number);
const { bare, clocked, driver } = WORKLOADS[index];
const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));

/** Each has modules of its own, so that none is compiled with what another one has met in mind. */
async function load(name, source) {
  const write = (file, text) => {
    const path = join(directory, file);
    writeFileSync(path, text);
    return pathToFileURL(path).href;
  };
  const subject = write(`${name}.mjs`, source);
  return import(write(`${name}-driver.mjs`, driver.replace('<subject>', subject)));
}

function instrumented(filename) {
  const options = { filename, sourceType: 'module', runtimeModule: RUNTIME, sourceMap: false };
  return transform(bare, options).code;
}

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

try {
  const contender = {
    bare: await load('bare', bare),
    off: await load('off', instrumented('off.mjs')),
    clocked: await load('clocked', clocked),
    on: await load('on', instrumented('on.mjs')),
  };
  const [bareTimes, off] = await interleave([contender.bare, contender.off]);
  profiler.start();
  const [clockedTimes, on] = await interleave([contender.clocked, contender.on]);
  profiler.stop();
  process.send({ bare: bareTimes, off, clocked: clockedTimes, on });
} finally {
  rmSync(directory, { recursive: true });
}
