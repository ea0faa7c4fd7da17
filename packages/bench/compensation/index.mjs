// How much closer to the truth the compensated figures are than the measured ones.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { compensate, functionTable } from '@coroscope/profile';
import { profiler } from '@coroscope/runtime';
import { transform } from '@coroscope/transform';
import { median } from '../statistics.mjs';
import { table } from '../transform/tables.mjs';

const SOURCE = new URL('./workloads.mjs', import.meta.url);

/** What a call of `name` takes is divided by `calls`, the first argument unless given. */
const WORKLOADS = [
  { title: 'a call of 20 steps', name: 'calls', args: [5_000, 20] },
  { title: 'a call of 200 steps', name: 'calls', args: [2_000, 200] },
  { title: 'a call of 2,000 steps', name: 'calls', args: [200, 2_000] },
  { title: 'recursion, fib(15)', name: 'recursion', args: [15], calls: 1_973 },
  { title: 'a yield after 200 steps', name: 'generator', args: [2_000, 200] },
  { title: 'an await of 200 steps', name: 'awaits', args: [2_000, 200] },
];

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '301' },
    },
  });
  const rounds = values.short ? 2 : Number(values.rounds);
  const bare = await import(SOURCE.href);
  const instrumented = await importInstrumented();
  profiler.start();
  const rows = [];
  for (const workload of WORKLOADS) rows.push(await compare(workload, bare, instrumented, rounds));
  const { call, coroutine, suspension } = profiler.measureProbes();
  profiler.stop();

  console.log(`Nanoseconds a call, median of ${rounds} rounds\n`);
  console.log(table(['', 'true', 'measured', 'error', 'compensated', 'error'], rows));
  const cost = ({ inside, outside }) =>
    `${nanoseconds(inside)} inside, ${nanoseconds(outside)} outside`;
  console.log(
    `A call costs ${cost(call)}; of a coroutine ${cost(coroutine)}; a suspension ${cost(suspension)}.`,
  );
}

/** The same functions again, instrumented; they stay apart from the bare ones in the compiler's eyes. */
async function importInstrumented() {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
  try {
    const runtimeModule = import.meta.resolve('@coroscope/runtime');
    const { code } = transform(readFileSync(SOURCE, 'utf8'), {
      filename: 'workloads.mjs',
      runtimeModule,
    });
    const file = join(directory, 'workloads.mjs');
    writeFileSync(file, code);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Rounds take turns, so that what else the machine does falls on both. */
async function compare({ title, name, args, calls = args[0] }, bare, instrumented, rounds) {
  const truth = [];
  const measured = [];
  const compensated = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    const start = performance.now();
    const expected = await bare[name](...args);
    const elapsed = performance.now() - start;

    const window = profiler.window();
    if ((await instrumented[name](...args)) !== expected) throw new Error(`${name} went astray`);
    if (round === -1) profiler.measureProbes();
    const profile = window.read();
    window.close();
    if (round < 0) continue;
    truth.push(elapsed / calls);
    measured.push(totalOf(profile, name) / calls);
    compensated.push(totalOf(compensate(profile), name) / calls);
  }
  const [time, raw, less] = [truth, measured, compensated].map(median);
  return [
    title,
    nanoseconds(time),
    nanoseconds(raw),
    error(raw, time),
    nanoseconds(less),
    error(less, time),
  ];
}

/** Rounds until everything is compiled. */
const WARM_UP = 100;

const totalOf = (profile, name) => functionTable(profile).find((row) => row.name === name).total;

const nanoseconds = (milliseconds) => (milliseconds * 1e6).toFixed(1);

const error = (figure, truth) => `${((100 * (figure - truth)) / truth).toFixed(0)} %`;
