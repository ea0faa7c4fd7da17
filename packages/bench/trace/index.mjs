import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../statistics.mjs';
import { table } from '../transform/tables.mjs';

const CHILD = fileURLToPath(new URL('child.mjs', import.meta.url));
const WORKLOADS = ['synchronous call', 'await', 'async call'];
const WAYS = ['not traced', 'ring', 'file'];

/**
 * How many events a second a trace takes, and what one costs on top of the probe that makes it. The
 * time is the processor's for the whole program, clock reads and writing to the file included. `--short` only shows that it runs.
 */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '7' },
    },
  });
  const rounds = values.short ? 1 : Number(values.rounds);
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
  const file = join(directory, 'bench.trace');
  try {
    console.log(
      `Node ${process.version}, ${process.arch}, ${cpus()[0]?.model ?? 'processor unknown'}, median of ${rounds} rounds\n`,
    );
    console.log(
      table(
        HEAD,
        WORKLOADS.map((workload) => measure(workload, rounds, file)),
      ),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const HEAD = [
  '',
  'not traced, ns an event',
  'ring, ns more',
  'file, ns more',
  'ring, million a second',
  'file, million a second',
  'bytes an event',
];

/** Each way in turn, so that whatever else the machine does falls on all of them. */
function measure(workload, rounds, file) {
  const perEvent = Object.fromEntries(WAYS.map((way) => [way, []]));
  let bytes = 0;
  for (let round = 0; round < rounds; round++) {
    for (const way of WAYS) {
      const { times, events, recorded, lost } = child(workload, way, file);
      perEvent[way].push(median(times) / events);
      if (way !== 'not traced' && recorded < events) throw new Error(`${way}: events are missing`);
      if (way === 'file') {
        if (lost > 0) throw new Error(`${lost} events were dropped`);
        bytes = statSync(file).size / events;
      }
    }
  }
  const [off, ring, streamed] = WAYS.map((way) => median(perEvent[way]));
  return [
    workload,
    off.toFixed(1),
    (ring - off).toFixed(1),
    (streamed - off).toFixed(1),
    (1000 / ring).toFixed(1),
    (1000 / streamed).toFixed(1),
    bytes.toFixed(2),
  ];
}

function child(workload, way, file) {
  const output = execFileSync(process.execPath, [CHILD, workload, way, '3', file], {
    encoding: 'utf8',
  });
  return JSON.parse(output);
}
