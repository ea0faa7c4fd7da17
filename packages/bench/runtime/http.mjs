import { execFile, fork } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL, URL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { functionTable, readProfile } from '@coroscope/profile';
import { build } from 'esbuild';
import { median } from '../statistics.mjs';
import { factor, table } from '../transform/tables.mjs';

const require = createRequire(import.meta.url);
const AUTOCANNON = require.resolve('autocannon');
const REGISTER = pathToFileURL(require.resolve('coroscope/register')).href;
const SERVER = fileURLToPath(new URL('./http-server.mjs', import.meta.url));
const SERVICE = fileURLToPath(new URL('../../../examples/service/', import.meta.url));
const CACHE = new URL('../node_modules/.cache/', import.meta.url);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What observes the service: of its own, and which files Coroscope instruments. */
const CONTENDERS = [
  { name: 'bare', observer: 'none', target: '' },
  {
    name: 'own code instrumented',
    observer: 'none',
    instrumented: { include: ['examples/service/dist'] },
    target: 'at least 0.97',
  },
  {
    name: 'node_modules, too',
    observer: 'none',
    instrumented: { all: true, exclude: ['packages/bench'] },
    target: 'at least 0.80',
  },
  { name: 'async_hooks, empty', observer: 'async_hooks', target: '' },
  { name: 'performance.timerify', observer: 'timerify', target: '' },
];

const WARM_ROUNDS = 2;

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '15' },
    },
  });
  const rounds = values.short ? 1 : Number(values.rounds);
  const load = values.short ? ['--amount', '50'] : ['--duration', '2'];
  await buildService();
  mkdirSync(CACHE, { recursive: true });
  const rows = await compareServers(load, values.short ? 0 : WARM_ROUNDS, rounds);
  console.log(`Fastify with SQLite under the load of autocannon, median of ${rounds} rounds\n`);
  console.log(
    table(['the service', 'requests/s', 'to bare', 'to reach', 'CPU/request', 'to bare'], rows),
  );
}

/** JavaScript, so that nobody compiles TypeScript as it is loaded. */
async function buildService() {
  await build({
    stdin: {
      contents: `
        export { customerPage } from './customer-page-fixed.ts';
        export { openDatabase } from './database.ts';
        export { createService } from './service.ts';
      `,
      resolveDir: SERVICE,
    },
    outfile: `${SERVICE}dist/service.js`,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
}

/** All servers are there from the start; the one that is not under load waits. */
async function compareServers(load, warmRounds, rounds) {
  const servers = await Promise.all(CONTENDERS.map((contender, i) => startServer(contender, i)));
  const results = servers.map(() => []);
  try {
    for (let round = -warmRounds; round < rounds; round++) {
      for (const [i, server] of servers.entries()) {
        const result = await measure(server, load);
        if (round >= 0) results[i].push(result);
      }
    }
  } finally {
    await Promise.all(servers.map(stop));
  }
  for (const server of servers) checkProfile(server);
  return CONTENDERS.map(({ name, target }, i) => {
    const medianOf = (figure) => median(results[i].map((result) => result[figure]));
    const toBare = (figure) =>
      factor(median(results[i].map((result, round) => result[figure] / results[0][round][figure])));
    return [
      name,
      medianOf('rate').toFixed(0),
      toBare('rate'),
      target,
      `${medianOf('cpu').toFixed(0)} µs`,
      toBare('cpu'),
    ];
  });
}

function startServer({ name, observer, instrumented }, index) {
  const profile = fileURLToPath(new URL(`http-${index}.json`, CACHE));
  const options = { cwd: ROOT, quiet: true, out: profile, ...instrumented };
  const child = fork(SERVER, [observer], {
    execArgv: instrumented ? ['--import', REGISTER] : [],
    env: { ...process.env, COROSCOPE_OPTIONS: JSON.stringify(options) },
  });
  child.once('exit', (code) => {
    if (code !== 0) throw new Error(`the server failed: ${name}`);
  });
  return new Promise((resolve) => {
    child.once('message', (url) =>
      resolve({ name, child, url, profile: instrumented ? profile : null, answered: 0 }),
    );
  });
}

/** Puts a server under load: answers a second, and microseconds of processor time for each. */
async function measure(server, load) {
  const before = await cpuTime(server);
  const { stdout } = await promisify(execFile)(process.execPath, [
    AUTOCANNON,
    ...['--json', '--connections', '10', ...load],
    server.url,
  ]);
  const { '2xx': answers, non2xx, duration } = JSON.parse(stdout);
  if (answers === 0 || non2xx > 0) throw new Error(`the server fails under load: ${server.name}`);
  server.answered += answers;
  return { rate: answers / duration, cpu: ((await cpuTime(server)) - before) / answers };
}

function cpuTime({ child }) {
  child.send('cpu');
  return new Promise((resolve) => child.once('message', resolve));
}

function stop({ child }) {
  child.send('stop');
  return new Promise((resolve) => child.once('exit', resolve));
}

/** That what was to be instrumented has been. */
function checkProfile({ name, profile, answered }) {
  if (profile === null) return;
  const page = functionTable(readProfile(readFileSync(profile, 'utf8'), profile)).find(
    (row) => row.name === 'customerPage',
  );
  if (!(page?.calls >= answered)) throw new Error(`the profile lacks calls: ${name}`);
}
