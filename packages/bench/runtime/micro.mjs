import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../statistics.mjs';
import { factor, table } from '../transform/tables.mjs';
import { WORKLOADS } from './micro-programs.mjs';

const CHILD = fileURLToPath(new URL('./micro-child.mjs', import.meta.url));
const ALLOCATION_CHILD = fileURLToPath(new URL('./allocation-child.mjs', import.meta.url));
/** Room for all that a few rounds allocate. */
const YOUNG_GENERATION = ['--min-semi-space-size=64', '--max-semi-space-size=128'];

/**
 * What one event costs: against the clock reads that it can't do without, and with the profiler off
 * against none; and what it allocates. On the Nodes that `--node` names, or else on this one and those of
 * COROSCOPE_TEST_NODES.
 */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '400' },
      node: { type: 'string', multiple: true, default: testNodes() },
    },
  });
  const rounds = values.short ? 3 : Number(values.rounds);
  const warmUp = values.short ? 1 : 100;
  for (const node of values.node) {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    console.log(`Node ${version}, median of ${rounds} rounds, nanoseconds\n`);
    const results = [];
    const allocations = [];
    for (const index of WORKLOADS.keys()) {
      const args = [index, rounds, warmUp].map(String);
      results.push(await measure(CHILD, args, { execPath: node, execArgv: [] }));
      const options = { execPath: node, execArgv: YOUNG_GENERATION };
      allocations.push(await measure(ALLOCATION_CHILD, args, options));
    }
    console.log(tableOfEvents(results));
    console.log(tableOfOff(results));
    console.log(tableOfAllocations(allocations));
  }
}

function testNodes() {
  const others = (process.env.COROSCOPE_TEST_NODES ?? '').split(delimiter).filter(Boolean);
  return [process.execPath, ...others];
}

async function measure(module, args, options) {
  const child = fork(module, args, options);
  const [result] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof result !== 'object') throw new Error(`the process of the benchmark ended: ${result}`);
  return result;
}

function tableOfEvents(results) {
  const rows = results.map(({ bare, clocked, on }, i) => {
    const { name, against, target } = WORKLOADS[i];
    const ratio = median(on.map((time, round) => time / clocked[round]));
    const times = [bare, clocked, on].map((each) => median(each).toFixed(1));
    return [name, against, ...times, factor(ratio), `at most ${target}`];
  });
  return table(['', 'against', 'bare', 'clocked', 'instrumented', 'times', 'to reach'], rows);
}

function tableOfOff(results) {
  const rows = results.map(({ bare, off }, i) => {
    const { name, targetOff } = WORKLOADS[i];
    const more = median(off.map((time, round) => time - bare[round]));
    const target = targetOff === undefined ? '' : `at most ${targetOff}`;
    return [name, median(bare).toFixed(1), median(off).toFixed(1), more.toFixed(1), target];
  });
  return table(['profiler off', 'bare', 'instrumented', 'more', 'to reach'], rows);
}

function tableOfAllocations(results) {
  const rows = results.map(({ bare, on }, i) => {
    const [before, after] = [median(bare), median(on)];
    return [WORKLOADS[i].name, before, after, after - before].map((cell) =>
      typeof cell === 'number' ? cell.toFixed(0) : cell,
    );
  });
  return table(['bytes allocated', 'bare', 'instrumented', 'more'], rows);
}
