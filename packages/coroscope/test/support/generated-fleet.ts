import { writeProfile, type Profile } from '@coroscope/profile';
import { probes, profiler } from '@coroscope/runtime';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The runs of a service on several hosts, in two versions, as a virtual clock and an event loop of one thread have it. */
export const HOSTS = ['a', 'b', 'c'];
export const VERSIONS = ['1.0.0', '2.0.0'];
export const RUNS = 40;
export const REQUESTS = 3;
export const ROUTES = ['/cart', '/user'];

/** Milliseconds that a query of a route takes in a version. */
export function queryTime(version: string, route: string): number {
  const time = route === '/cart' ? 8 : 2;
  return version === '2.0.0' && route === '/cart' ? time * 2 : time;
}

/** Milliseconds that something else computes on a host when the answer is there. */
export function renderTime(host: string): number {
  return { a: 2, b: 4, c: 6 }[host]!;
}

/** Whether a lock is never given back in a run. */
export function hangs(version: string, run: number): boolean {
  return version === '2.0.0' && run % 4 === 0;
}

export interface GeneratedRun {
  version: string;
  host: string;
  run: number;
  /** The file of the profile. */
  file: string;
}

const NAMES = ['handle', 'query', 'render', 'lock'];
const [HANDLE, QUERY, RENDER, LOCK] = NAMES.keys();

const time = { wall: 0, slept: 0, turns: 0 };
let route = ROUTES[0];

function sleep(milliseconds: number): void {
  time.wall += milliseconds;
  time.slept += milliseconds;
  time.turns++;
}

/** Writes the profile of each run to a folder. */
export function writeRuns(directory: string): GeneratedRun[] {
  const base = probes.register(1, '/app/shop.ts', NAMES.length, NAMES.length, '');
  const runs: GeneratedRun[] = [];
  for (const version of VERSIONS) {
    for (const host of HOSTS) {
      for (let run = 0; run < RUNS; run++) {
        const profile = record(base, version, host, run);
        const file = join(directory, `${version}-${host}-${run}.json`);
        writeFileSync(file, writeProfile(profile));
        runs.push({ version, host, run, file });
      }
    }
  }
  return runs;
}

function record(base: number, version: string, host: string, run: number): Profile {
  profiler.reset();
  profiler.start({
    clock: {
      kind: 'wall',
      now: () => time.wall,
      idle: () => time.slept,
      turn: () => time.turns,
    },
    tag: () => route,
  });
  for (let i = 0; i < REQUESTS; i++) {
    for (const of of ROUTES) request(base, of, queryTime(version, of), renderTime(host));
  }
  route = '/cart';
  const locking = hangs(version, run) ? probes.open(base + LOCK) : undefined;
  if (locking !== undefined) probes.suspend(locking, LOCK, undefined);
  sleep(1);
  profiler.stop();
  const profile = described(profiler.snapshot());
  // It is not to be carried into the next run.
  if (locking !== undefined) probes.close(locking);
  return profile;
}

/** A query whose answer is there when something of the other route has begun to compute. */
function request(base: number, of: string, query: number, render: number): void {
  route = of;
  const handling = probes.open(base + HANDLE);
  const querying = probes.open(base + QUERY);
  probes.suspend(querying, QUERY, undefined);
  probes.suspend(handling, HANDLE, undefined);
  sleep(query);
  route = ROUTES.find((other) => other !== of)!;
  const rendering = probes.enter(base + RENDER);
  time.wall += render;
  probes.exit(rendering);
  time.turns++;
  probes.resumed(querying, undefined);
  probes.close(querying);
  probes.resumed(handling, undefined);
  probes.close(handling);
}

/** The functions of the sites, in the order in which they are reached. */
const WAITING = [HANDLE, QUERY, LOCK];

/** With what metadata and hosts tell. */
function described(profile: Profile): Profile {
  const number = (name: string) => Number(/\d+/.exec(name)![0]) % NAMES.length;
  return {
    ...profile,
    functions: profile.functions.map((fn) => ({
      ...fn,
      name: NAMES[number(fn.name)],
      kind: number(fn.name) === RENDER ? 'function' : 'async',
      line: 10 * number(fn.name) + 1,
      column: 1,
    })),
    sites: profile.sites.map((site, i) => {
      const fn = profile.functions.findIndex(({ name }) => number(name) === WAITING[i]);
      return { ...site, kind: 'await', function: fn, line: 10 * WAITING[i] + 5 };
    }),
    threads: profile.threads.map((thread) => ({ ...thread, end: 'drained' })),
  };
}
