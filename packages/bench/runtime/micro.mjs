import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../statistics.mjs';
import { factor, table } from '../transform/tables.mjs';
import { WORKLOADS } from './micro-programs.mjs';

const CHILD = fileURLToPath(new URL('./micro-child.mjs', import.meta.url));

/**
 * What one event costs: against the clock reads that it can't do without, and with the profiler off
 * against none. On the Nodes that `--node` names, or else on this one and those of COROSCOPE_TEST_NODES.
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
    for (const index of WORKLOADS.keys()) {
      results.push(await measure(node, [index, rounds, warmUp].map(String)));
    }
    console.log(tableOfEvents(results));
    console.log(tableOfOff(results));
  }
}

function testNodes() {
  const others = (process.env.COROSCOPE_TEST_NODES ?? '').split(delimiter).filter(Boolean);
  return [process.execPath, ...others];
}

async function measure(node, args) {
  const child = fork(CHILD, args, { execPath: node, execArgv: [] });
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
