// One workload, traced in one way, in a process of its own: since a trace puts other functions in the
// places of the probes, a process that has been traced is not what it was.
import { closeSync, openSync, writeSync } from 'node:fs';
import { probes, profiler } from '@coroscope/runtime';

const [workload, way, rounds, file] = process.argv.slice(2);

const fn = probes.register(1, 'bench.js', 2, 1, '');

/** As the transform emits it. */
function fib(n) {
  const $f = probes.on ? probes.enter(fn) : 0;
  try {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
  } finally {
    if ($f) probes.exit($f);
  }
}

async function settled(times) {
  const $f = probes.on ? probes.open(fn + 1) : null;
  try {
    for (let i = 0; i < times; i++) probes.resumed($f, await probes.suspend($f, 0, i));
  } finally {
    if ($f) probes.close($f);
  }
}

async function callee() {
  const $f = probes.on ? probes.open(fn + 1) : null;
  try {
    return;
  } finally {
    if ($f) probes.close($f);
  }
}

async function calls(times) {
  for (let i = 0; i < times; i++) await callee();
}

/** What to run, and how many events of a trace it makes. */
const WORKLOADS = {
  'synchronous call': { run: () => fib(27), events: 2 * 635_621 },
  await: { run: () => settled(400_000), events: 2 * 400_000 + 2 },
  'async call': { run: () => calls(400_000), events: 2 * 400_000 },
};

const WAYS = {
  'not traced': () => ({ stop() {}, recorded: 0, lost: 0 }),
  ring: () => profiler.trace(),
  file: () => {
    const descriptor = openSync(file, 'w');
    const trace = profiler.trace({
      sink(bytes) {
        for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      },
    });
    return {
      stop() {
        trace.stop();
        closeSync(descriptor);
      },
      get recorded() {
        return trace.recorded;
      },
      get lost() {
        return trace.lost;
      },
    };
  },
};

const { run, events } = WORKLOADS[workload];
profiler.start();
// Before it counts, so that the compiler has seen all of it.
const rehearsal = WAYS[way]();
for (let i = 0; i < 3; i++) await run();
rehearsal.stop();

/** Nanoseconds of processor time: what else the machine does is not ours. */
const times = [];
let recorded = 0;
let lost = 0;
for (let round = 0; round < Number(rounds); round++) {
  const trace = WAYS[way]();
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  times.push(1000 * (user + system));
  trace.stop();
  recorded += trace.recorded;
  lost += trace.lost;
}
process.stdout.write(JSON.stringify({ times, events, recorded, lost }));
