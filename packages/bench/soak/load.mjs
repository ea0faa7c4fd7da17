// A service under load, in a process of its own that is profiled and watched as by `coroscope/register`. The
// probes stand where the transform puts them. Each line that it prints is the figures of one interval, as JSON.
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { probes, profiler } from '@coroscope/runtime';
import { current } from './tag.mjs';

const MINUTE = 60_000;
/** Requests from one look at the time to the next. */
const BATCH = 200;
const TAGS = 10_000;
const FUNCTIONS = 1_000_000;
const FUNCTIONS_A_FILE = 1000;
/** The call tree of the service would otherwise be as small as its code. */
const WALKERS = 64;
const WALK = 12;

const [minutes] = process.argv.slice(2).map(Number);

const first = probes.register(1, 'soak.js', 4 + WALKERS, 1, '');
const [HANDLE, QUERY, RENDER, ESCAPE] = [first, first + 1, first + 2, first + 3];
let requests = 0;
/** Calls and suspensions. */
let events = 0;

async function handle(rows) {
  const $f = probes.on ? probes.open(HANDLE) : null;
  try {
    const found = probes.resumed($f, await probes.suspend($f, 0, query(rows)));
    return render(found);
  } finally {
    if ($f) probes.close($f);
  }
}

async function query(rows) {
  const $f = probes.on ? probes.open(QUERY) : null;
  try {
    for (let i = 0; i < rows; i++) probes.resumed($f, await probes.suspend($f, 0, i));
    return rows;
  } finally {
    if ($f) probes.close($f);
  }
}

function render(rows) {
  const $f = probes.on ? probes.enter(RENDER) : 0;
  try {
    let length = 0;
    for (let i = 0; i < rows; i++) length += escape(i);
    return length;
  } finally {
    if ($f) probes.exit($f);
  }
}

function escape(text) {
  const $f = probes.on ? probes.enter(ESCAPE) : 0;
  try {
    return text & 7;
  } finally {
    if ($f) probes.exit($f);
  }
}

const ROWS = 4;
/** Of a request: three calls and those of `escape`, an await in `handle` and those in `query`. */
const EVENTS_A_REQUEST = 3 + ROWS + 1 + ROWS;

async function serve(tagOf = () => undefined) {
  for (let i = 0; i < BATCH; i++) {
    current.tag = tagOf(requests++);
    await handle(ROWS);
  }
  current.tag = undefined;
  events += BATCH * EVENTS_A_REQUEST;
}

/** Calls functions that have never been called before, as long as there are any. */
let called = 0;
let files = first;
async function callNewFunctions() {
  for (let i = 0; i < BATCH; i++) {
    if (called === FUNCTIONS) return serve();
    if (called % FUNCTIONS_A_FILE === 0) {
      files = probes.register(1, `soak-${called}.js`, FUNCTIONS_A_FILE, 0, '');
    }
    const $f = probes.on ? probes.enter(files + (called++ % FUNCTIONS_A_FILE)) : 0;
    if ($f) probes.exit($f);
    events++;
  }
}

/** Calls that take a path which hardly any took before: the call tree reaches its bound. */
let seed = 1;
async function walk() {
  for (let i = 0; i < BATCH; i++) step(WALK);
  events += BATCH * WALK;
}

function step(depth) {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  const $f = probes.on ? probes.enter(first + 4 + ((seed >>> 16) % WALKERS)) : 0;
  try {
    if (depth > 1) step(depth - 1);
  } finally {
    if ($f) probes.exit($f);
  }
}

/** What runs, and the share of the time that it gets. */
const PHASES = [
  { name: 'a service', share: 0.4, run: () => serve() },
  { name: '10,000 tags', share: 0.15, run: () => serve((i) => `tenant ${i % TAGS}`) },
  { name: 'new functions', share: 0.15, run: callNewFunctions },
  { name: 'new call paths', share: 0.15, run: walk },
  { name: 'the service again', share: 0.15, run: () => serve() },
];

const cpu = process.threadCpuUsage?.bind(process) ?? process.cpuUsage.bind(process);
const interval = (minutes * MINUTE) / 20;
for (const { name, share, run } of PHASES) {
  const end = performance.now() + share * minutes * MINUTE;
  do {
    const until = Math.min(end, performance.now() + interval);
    const before = { events, usage: cpu() };
    do {
      await run();
      await nextTurn();
    } while (performance.now() < until);
    const { user, system } = cpu(before.usage);
    const { rss, heapUsed } = process.memoryUsage();
    const { bytes, counts } = profiler.memory;
    report({
      name,
      millions: events / 1e6,
      nanoseconds: (1000 * (user + system)) / (events - before.events),
      engine: bytes,
      heap: heapUsed,
      rss,
      counts,
    });
  } while (performance.now() < end);
}
const { threads } = profiler.snapshot();
const total = (column) =>
  threads.reduce((sum, { contexts }) => sum + contexts[column].reduce((a, b) => a + b, 0), 0);
report({ counted: total('calls') + total('suspensions'), events });

function report(figures) {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
