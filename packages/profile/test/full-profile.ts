import type { Profile } from '../src/index.js';

type Complete<T> = T extends (infer Item)[]
  ? Complete<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Complete<T[Key]> }
    : T;

/** A profile with every property that the types know, and something in every list. */
export const fullProfile: Complete<Profile> = {
  format: 'coroscope-profile',
  version: 2,
  clock: {
    kind: 'wall',
    source: 'performance.now',
    resolution: 0.001,
    cpu: 'process.threadCpuUsage',
  },
  startedAt: '2026-01-31T12:00:00.000Z',
  monotonic: 86_400_000.25,
  elapsed: 10,
  runs: 1,
  program: { arguments: ['main.ts'], directory: '/app', platform: 'node 24.1.0 linux x64' },
  processes: [{ id: 4711, arguments: ['main.ts', '--fast'], end: 'crashed' }],
  files: [{ path: '/app/main.ts', lines: { '1': 'async function main() {' } }],
  functions: [{ name: 'main', kind: 'async', file: 0, line: 1, column: 1, counted: false }],
  sites: [{ function: 0, kind: 'await', line: 2, column: 3, inLoop: true, dependsOn: [0] }],
  threads: [
    {
      id: 0,
      name: 'main',
      process: 4711,
      tag: 'GET /orders',
      start: 1.5,
      elapsed: 10,
      end: 'drained',
      idle: 4,
      elsewhere: 2,
      blame: { shortTasks: 0, elsewhere: 0.5 },
      peak: 1,
      contexts: {
        parent: [-1, 0],
        function: [-1, 0],
        calls: [0, 1],
        carriedIn: [0, 0],
        live: [0, 1],
        suspensions: [0, 3],
        self: [6, 4],
        onStack: [0, 4],
        awaiting: [0, 6],
        paused: [0, 0],
        external: [0, 6],
        outside: [0, 4],
        contended: [0, 1],
        blame: [0, 0.5],
        untimed: [0, 0],
      },
      functions: {
        function: [0],
        onStack: [4],
        span: [10],
        idle: [4],
        keptWaiting: [1],
        peak: [1],
        longest: [10],
        life: [{ first: 52, counts: [1], subBuckets: 4 }],
      },
      sites: {
        site: [0],
        suspended: [3],
        resumed: [2],
        live: [1],
        collected: [1],
        waiting: [6],
        outside: [4],
        contended: [1],
        longest: [3],
        histogram: [{ first: 44, counts: [1, -3, 1], subBuckets: 4 }],
      },
      sequences: { before: [0], after: [0], count: [2], saving: [3] },
      bursts: { before: [1], after: [1], count: [1], calls: [3] },
      stretches: [{ start: 0, duration: 2, context: 1, heaviest: 1, blame: 0.5, cpu: 2 }],
      foldedContexts: 0,
      probeCosts: {
        call: { inside: 1e-5, outside: 2e-5 },
        count: { inside: 0, outside: 1e-5 },
        coroutine: { inside: 5e-5, outside: 5e-5 },
        suspension: { inside: 4e-5, outside: 4e-5 },
      },
    },
  ],
  notes: ['the clock ran backwards once'],
};
