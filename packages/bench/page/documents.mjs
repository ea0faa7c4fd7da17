import { probes, profiler } from '@coroscope/runtime';

/** Numbers that look random and are the same each time. */
function* numbers() {
  for (let state = 1; ;)
    yield (state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0) / 2 ** 32;
}

/** A profile with so many contexts, of so many functions. */
export function largeProfile(contexts, functions) {
  const random = numbers();
  const next = () => random.next().value;
  const zeros = () => new Array(contexts).fill(0);
  const columns = Object.fromEntries(
    ['calls', 'carriedIn', 'live', 'suspensions', 'self', 'onStack', 'awaiting', 'paused'].map(
      (name) => [name, zeros()],
    ),
  );
  Object.assign(columns, {
    external: zeros(),
    outside: zeros(),
    contended: zeros(),
    blame: zeros(),
  });
  const parent = [-1];
  const functionOf = [-1];
  const used = new Set();
  for (let row = 1; row < contexts; row++) {
    // Most were called by one of the last few: trees of programs are deep.
    const above =
      row < 20 || next() < 0.02 ? Math.floor(next() * row) : row - 1 - Math.floor(next() * 16);
    // A function calls a few others, again and again.
    let fn = (functionOf[above] * 7 + 1 + Math.floor(next() * 6) + functions) % functions;
    while (used.has(above * functions + fn)) fn = (fn + 1) % functions;
    used.add(above * functions + fn);
    parent.push(above);
    functionOf.push(fn);
    columns.calls[row] = 1 + Math.floor(next() * 50);
    columns.self[row] = Math.round(next() ** 4 * 1e6) / 1e6;
    columns.onStack[row] = columns.self[row];
    if (next() < 0.2) {
      columns.external[row] = columns.awaiting[row] = Math.round(next() ** 4 * 1e7) / 1e6;
      columns.outside[row] = columns.external[row];
      columns.suspensions[row] = columns.calls[row];
    }
  }
  const indices = Array.from({ length: functions }, (_, i) => i);
  const elapsed = 60_000;
  return {
    format: 'coroscope-profile',
    version: 3,
    clock: { kind: 'wall', source: 'process.hrtime' },
    elapsed,
    program: { arguments: ['app.js'], directory: '/app', platform: 'node' },
    files: Array.from({ length: 200 }, (_, i) => ({ path: `/app/src/module-${i}.js` })),
    functions: indices.map((i) => ({
      name: `Service${i % 97}.handle${i}`,
      kind: i % 5 === 0 ? 'async' : 'function',
      file: i % 200,
      line: 1 + i,
      column: 1,
      counted: false,
    })),
    sites: [],
    threads: [
      {
        id: 0,
        name: 'main',
        elapsed,
        idle: 0,
        elsewhere: 0,
        blame: { shortTasks: 0, elsewhere: 0 },
        peak: 10,
        contexts: { parent, function: functionOf, ...columns },
        functions: {
          function: indices,
          onStack: indices.map(() => 1),
          span: indices.map(() => 1),
          idle: indices.map(() => 0),
          keptWaiting: indices.map(() => 0),
          peak: indices.map(() => 1),
          longest: indices.map(() => 0),
          life: indices.map(() => ({ first: 0, counts: [] })),
        },
        sites: {
          site: [],
          suspended: [],
          resumed: [],
          live: [],
          waiting: [],
          outside: [],
          contended: [],
          longest: [],
          histogram: [],
        },
        sequences: { before: [], after: [], count: [], saving: [] },
        stretches: [],
        foldedContexts: 0,
      },
    ],
    notes: [],
  };
}

/** The bytes of a trace with about so many events: calls, and coroutines that wait. */
export function largeTrace(events) {
  let time = 0;
  const base = probes.register(1, 'bench.js', 8, 4, '');
  profiler.start({ clock: () => time });
  const recording = profiler.trace({ events });
  const waiting = [];
  while (recording.recorded < events - 16) {
    const outer = probes.enter(base + (waiting.length % 4));
    time += 0.001;
    const inner = probes.enter(base + 4);
    time += 0.002;
    probes.exit(inner);
    const coroutine = probes.open(base + 5);
    time += 0.001;
    probes.suspend(coroutine, 0, undefined);
    waiting.push(coroutine);
    probes.exit(outer);
    if (waiting.length >= 50) {
      const first = waiting.shift();
      probes.resumed(first, undefined);
      time += 0.003;
      probes.close(first);
    }
  }
  const bytes = recording.read();
  recording.stop();
  profiler.stop();
  return bytes;
}
