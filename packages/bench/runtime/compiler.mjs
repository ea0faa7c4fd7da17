import { fork } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { transform } from '@coroscope/transform';
import { median } from '../statistics.mjs';
import { factor, table } from '../transform/tables.mjs';

const require = createRequire(import.meta.url);
const COMPILER = require.resolve('typescript');
const CHILD = fileURLToPath(new URL('./compiler-child.mjs', import.meta.url));
const CACHE = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));

/** What becomes of the compiler's functions without calls and loops, and what its probes do. */
const CONTENDERS = {
  bare: { leaves: null, runtime: 'off' },
  off: { leaves: 'count', runtime: 'off' },
  'two clock reads a timed call': { leaves: 'count', runtime: 'clock' },
  'on, leaves skipped': { leaves: 'skip', runtime: 'on' },
  'on, leaves counted': { leaves: 'count', runtime: 'on' },
  'on, leaves timed': { leaves: 'time', runtime: 'on' },
};

const RATIOS = [
  ['off', 'bare', 'at most 1.15'],
  ['on, leaves counted', 'two clock reads a timed call', 'at most 1.15'],
  ['on, leaves counted', 'bare', 'at most 4'],
  ['on, leaves skipped', 'bare', ''],
  ['on, leaves timed', 'bare', ''],
  ['two clock reads a timed call', 'bare', ''],
];

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
    },
  });
  const rounds = values.short ? 1 : Number(values.rounds);
  const project = values.short ? smallProject() : rxjs();
  const ratios = values.short ? RATIOS.filter(([, , target]) => target) : RATIOS;
  const rows = await compareCompilers(project, ratios, rounds);
  const files = `${project.files.length} file${project.files.length === 1 ? '' : 's'}`;
  console.log(`TypeScript checks ${project.name} (${files}), median of ${rounds} rounds\n`);
  console.log(table(['the compiler', 'against', 'seconds', 'times', 'to reach'], rows));
}

/** A process for each contender and round, which pays for its compilation as every run of `tsc` does. */
async function compareCompilers(project, ratios, rounds) {
  const names = [...new Set(ratios.flatMap(([name, against]) => [against, name]))];
  const tasks = names.map((name) => taskOf(CONTENDERS[name], project));
  const results = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [i, name] of names.entries()) results.get(name).push(await perform(tasks[i]));
  }
  for (const name of names) {
    const [{ diagnostics }] = results.get('bare');
    if (results.get(name).some((result) => result.diagnostics !== diagnostics)) {
      throw new Error(`the compiler finds other mistakes than when it is bare: ${name}`);
    }
  }
  const times = (name) => results.get(name).map(({ milliseconds }) => milliseconds);
  return ratios.map(([name, against, target]) => [
    name,
    against,
    (median(times(name)) / 1000).toFixed(2),
    factor(median(times(name).map((time, round) => time / times(against)[round]))),
    target,
  ]);
}

function taskOf({ leaves, runtime }, { files, noLib }) {
  return { code: leaves === null ? COMPILER : instrumentedCompiler(leaves), runtime, files, noLib };
}

const instrumented = new Map();

/** @returns {string} the path of the compiler with its leaves counted, timed or skipped */
function instrumentedCompiler(leaves) {
  if (!instrumented.has(leaves)) {
    const { code } = transform(readFileSync(COMPILER, 'utf8'), {
      filename: COMPILER,
      sourceType: 'commonjs',
      runtime: 'global',
      sourceMap: false,
      leaves,
    });
    mkdirSync(CACHE, { recursive: true });
    const path = join(CACHE, `typescript-${leaves}.cjs`);
    writeFileSync(path, code);
    instrumented.set(leaves, path);
  }
  return instrumented.get(leaves);
}

function perform(task) {
  const child = fork(CHILD, { execArgv: ['--max-old-space-size=8192'] });
  child.send(task);
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code, signal) =>
      reject(new Error(`the compiler's process ended: ${signal ?? code}`)),
    );
  });
}

/** 20,000 lines, and with the library of the language as many again. */
function rxjs() {
  const directory = join(dirname(require.resolve('rxjs/package.json')), 'src');
  const files = readdirSync(directory, { recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(directory, path));
  return { name: 'rxjs', files, noLib: false };
}

/** Enough to see that it runs. */
function smallProject() {
  const file = join(CACHE, 'small.ts');
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, 'export const twice = (list: number[]) => list.map((each) => each * 2);\n');
  return { name: 'one line', files: [file], noLib: true };
}
