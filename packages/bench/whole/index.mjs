// Programs as they are, run whole: how much longer they take and how much more memory, profiled in several ways.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { COMMAND } from '../measured.mjs';
import { ratio } from '../processes.mjs';
import { median } from '../statistics.mjs';
import { table } from '../transform/tables.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Has every process say, when it ends, how much it has used. */
const USAGE = `
const { appendFileSync } = require('node:fs');
if (require('node:worker_threads').isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    appendFileSync(process.env.BENCH_USAGE, (userCPUTime + systemCPUTime) / 1000 + ' ' + maxRSS + '\\n');
  });
}
`;

/** What Vite builds. */
const BUILT = join(tmpdir(), 'coroscope-bench-vite');

const bin = (name, file) => join(ROOT, 'node_modules', name, file);

/** The scripts with their arguments; `short` is what a quick look takes. */
const PROGRAMS = {
  Prettier: {
    script: [
      ...[bin('prettier', 'bin/prettier.cjs'), '--check', '--no-cache'],
      ...['packages/runtime/src', 'packages/profile/src', 'docs'],
    ],
    short: [bin('prettier', 'bin/prettier.cjs'), '--version'],
  },
  TypeScript: {
    script: [bin('typescript', 'lib/tsc.js'), '--noEmit', '-p', 'packages/runtime'],
    short: [bin('typescript', 'lib/tsc.js'), '--version'],
  },
  ESLint: {
    script: [bin('eslint', 'bin/eslint.js'), 'packages/runtime/src', 'packages/profile/src'],
    short: [bin('eslint', 'bin/eslint.js'), '--version'],
  },
  "Vite's build": {
    directory: 'examples/react-vite',
    script: [bin('vite', 'bin/vite.js'), 'build', '--outDir', BUILT],
    short: [bin('vite', 'bin/vite.js'), '--version'],
  },
};

/** Ways to run a script: with arguments before it, or with variables. */
const ways = (directory) => {
  const out = join(directory, 'out.json');
  const run = (...options) => ({ before: [COMMAND, 'run', '--out', out, ...options] });
  return {
    bare: {},
    '--cpu-prof': { before: ['--cpu-prof', '--cpu-prof-dir', directory] },
    'coverage of V8, as of c8': { env: { NODE_V8_COVERAGE: join(directory, 'coverage') } },
    'coroscope run': run(),
    'coroscope run --all': run('--all'),
    'coroscope run --all --hot count': run('--all', '--hot', 'count'),
  };
};

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      program: { type: 'string', multiple: true },
      node: { type: 'string', default: process.execPath },
    },
  });
  const rounds = values.short ? 1 : Number(values.rounds);
  const names = values.program ?? Object.keys(PROGRAMS);
  for (const name of values.short ? names.slice(0, 1) : names) {
    const { script, short, directory = '.' } = PROGRAMS[name];
    const program = { command: values.short ? short : script, cwd: join(ROOT, directory) };
    const folder = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
    try {
      compare(name, program, ways(folder), values.node, folder, rounds);
    } finally {
      for (const made of [folder, BUILT]) rmSync(made, { recursive: true, force: true });
    }
  }
}

function compare(title, { command, cwd }, contenders, node, folder, rounds) {
  const runs = new Map(Object.keys(contenders).map((name) => [name, []]));
  // The first round fills caches, and does not count.
  for (let round = rounds === 1 ? 1 : 0; round <= rounds; round++) {
    for (const [name, way] of Object.entries(contenders)) {
      const used = measure(node, [...(way.before ?? []), ...command], way.env, cwd, folder);
      if (used.status !== 0) throw new Error(`${title}, ${name} failed:\n${used.output}`);
      if (round > 0) runs.get(name).push(used);
    }
  }
  const of = (name, figure) => runs.get(name).map((used) => used[figure]);
  const rows = Object.keys(contenders).map((name) => [
    name,
    (median(of(name, 'wall')) / 1000).toFixed(2),
    ratio(of(name, 'wall'), of('bare', 'wall')),
    (median(of(name, 'cpu')) / 1000).toFixed(2),
    ratio(of(name, 'cpu'), of('bare', 'cpu')),
    (median(of(name, 'memory')) / 1024).toFixed(0),
    ratio(of(name, 'memory'), of('bare', 'memory')),
  ]);
  const head = ['', 'wall, s', 'to bare', 'processor, s', 'to bare', 'peak memory, MB', 'to bare'];
  console.log(`${title}: medians of ${rounds} rounds; the process that takes most memory\n`);
  console.log(table(head, rows));
}

/** Runs a command with all processes that it starts. */
function measure(node, args, env, cwd, folder) {
  const file = join(folder, 'usage');
  writeFileSync(file, '');
  const hook = join(folder, 'usage.cjs');
  writeFileSync(hook, USAGE);
  const options = `${process.env.NODE_OPTIONS ?? ''} --require=${JSON.stringify(hook)}`.trim();
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(node, args, {
    encoding: 'utf8',
    cwd,
    maxBuffer: 2 ** 30,
    env: { ...process.env, ...env, NODE_OPTIONS: options, BENCH_USAGE: file, PATH: pathWith(node) },
  });
  const wall = performance.now() - start;
  const used = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  return {
    status,
    output: stdout + stderr,
    wall,
    cpu: used.reduce((sum, [milliseconds]) => sum + milliseconds, 0),
    memory: Math.max(...used.map(([, kilobytes]) => kilobytes)),
  };
}

/** So that scripts which start Node start the same one. */
const pathWith = (node) => `${dirname(node)}:${process.env.PATH}`;
