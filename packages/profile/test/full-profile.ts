import type { Profile } from '../src/index.js';

type Complete<T> = T extends (infer Item)[]
  ? Complete<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Complete<T[Key]> }
    : T;

/** A profile with every property that the types know, and something in every list. */
export const fullProfile: Complete<Profile> = {
  format: 'coroscope-profile',
  version: 1,
  clock: { kind: 'wall', source: 'performance.now', resolution: 0.001 },
  startedAt: '2026-01-31T12:00:00.000Z',
  elapsed: 10,
  program: { arguments: ['main.ts'], directory: '/app', platform: 'node 24.1.0 linux x64' },
  files: [{ path: '/app/main.ts', lines: { '1': 'async function main() {' } }],
  functions: [{ name: 'main', kind: 'async', file: 0, line: 1, column: 1, counted: false }],
  sites: [{ function: 0, kind: 'await', line: 2, column: 3, inLoop: true }],
  threads: [
    {
      id: 0,
      name: 'main',
      process: 4711,
      tag: 'GET /orders',
      elapsed: 10,
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
      },
      functions: {
        function: [0],
        onStack: [4],
        span: [10],
        peak: [1],
        longest: [10],
        life: [{ first: 52, counts: [1] }],
      },
      sites: {
        site: [0],
        suspended: [3],
        resumed: [2],
        live: [1],
        waiting: [6],
        longest: [3],
        histogram: [{ first: 44, counts: [2] }],
      },
      sequences: { before: [0], after: [0], count: [2], saving: [3] },
      stretches: [{ start: 0, duration: 2, context: 1, heaviest: 1 }],
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
