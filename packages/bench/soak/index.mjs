// Whether memory and cost stay flat, over ten minutes of load: a service; ten thousand tags; a million functions; as
// many call paths as are kept apart; and the service again, with all of that in the tables.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { megabytes } from '../transform/tables.mjs';

const LOAD = fileURLToPath(new URL('load.mjs', import.meta.url));
const TAG = fileURLToPath(new URL('tag.mjs', import.meta.url));
/** Of `--short`, which only shows that it runs. */
const SHORT_MINUTES = 0.005;

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      minutes: { type: 'string', default: '10' },
      node: { type: 'string', default: process.execPath },
    },
  });
  const minutes = values.short ? SHORT_MINUTES : Number(values.minutes);
  if (!(minutes > 0))
    throw new Error(`--minutes ${values.minutes} is no time; give a number above 0`);
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
  try {
    await soak(values.node, minutes, join(directory, 'profile.json'));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function soak(node, minutes, out) {
  // The probes are in the code already.
  const options = { tagModule: TAG, out, quiet: true, exclude: ['**'] };
  const register = import.meta.resolve('coroscope/register');
  const child = spawn(node, ['--import', register, LOAD, String(minutes)], {
    env: { ...process.env, COROSCOPE_OPTIONS: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  console.log(`${minutes} minutes, memory in MiB; events are calls and suspensions\n`);
  print(HEAD);
  print(HEAD.map((_, i) => (i === 0 ? '---' : '--:')));
  for await (const line of createInterface({ input: child.stdout })) {
    const figures = JSON.parse(line);
    if (figures.counted === undefined) print(cells(figures));
    else {
      const { counted, events } = figures;
      const same = counted === events ? 'all of them' : `WRONG: ${counted.toLocaleString('en-US')}`;
      console.log(`\nOf ${events.toLocaleString('en-US')} events the figures have ${same}.`);
    }
  }
  const [code] = await exit;
  if (code !== 0) throw new Error(`the load ended with code ${code}`);
}

const HEAD = [
  '',
  'million events',
  'ns an event',
  'engine',
  'heap',
  'process',
  'call paths',
  'functions',
  'tags',
];
const WIDTHS = HEAD.map((heading, i) => (i === 0 ? 17 : Math.max(9, heading.length)));

function cells({ name, millions, nanoseconds, engine, heap, rss, counts }) {
  return [
    name,
    millions.toFixed(1),
    nanoseconds.toFixed(0),
    ...[engine, heap, rss].map((bytes) => megabytes(bytes).replace(' MiB', '')),
    ...[counts.contexts, counts.functions, counts.tags].map((value) =>
      value.toLocaleString('en-US'),
    ),
  ];
}

/** A row as soon as it is known: ten minutes are long. */
function print(row) {
  const padded = row.map((cell, i) =>
    i === 0 ? cell.padEnd(WIDTHS[i]) : cell.padStart(WIDTHS[i]),
  );
  console.log(`| ${padded.join(' | ')} |`);
}
