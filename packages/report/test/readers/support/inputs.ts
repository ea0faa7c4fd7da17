import { readProfile, readTrace, type Profile, type Trace } from '@coroscope/profile';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeFiles } from '../../../../node/test/support/files.js';
import { printableProfile } from '../../../src/profile/printable-profile.js';
import { referenceProfile } from '../../support/profile.js';
import { requestTrace } from '../../trace/build-trace.js';

const command = join(__dirname, '../../../../coroscope/bin/coroscope.js');
const examples = join(__dirname, '../../../../../examples');

/** Recursion through awaits, two modules, twins on one line, and names that other formats have a use for. */
const HOSTILE = {
  'odd dir/main.mjs': `
import { setTimeout as sleep } from 'node:timers/promises';
const burn = (ms) => { const end = performance.now() + ms; while (performance.now() < end) for (let i = 0; i < 100; i++); };
async function descend(n) { burn(1); await sleep(2); if (n > 0) await sideways(n - 1); burn(1); }
async function sideways(n) { burn(1); await Promise.all([descend(n), n > 0 ? descend(n - 1) : sleep(1)]); }
function factorial(n) { burn(1); return n < 2 ? 1 : n * factorial(n - 1); }
const twins = [function twin() { burn(2); for (const _ of [1]); }, function twin() { burn(3); for (const _ of [1]); }];
const odd = {
  'a;b c': async () => { burn(2); await sleep(3); },
  'q"u<o>te, (x)': async () => { burn(2); await sleep(1); },
  'line\\nbreak': () => { burn(1); for (const _ of [1]); },
  '(1) id': () => { burn(1); for (const _ of [1]); },
  'end_[j]': () => { burn(1); for (const _ of [1]); },
  '12 34': () => { burn(1); for (const _ of [1]); },
  'ünï 🚀': () => { burn(1); for (const _ of [1]); },
};
function* numbers() { for (let i = 0; i < 3; i++) { burn(1); yield i; } }
async function main() {
  await descend(3); factorial(5); for (const t of twins) t();
  for (const f of Object.values(odd)) await f();
  for (const _ of numbers()) burn(1);
}
await main();
await import('./second.mjs');
`,
  'odd dir/second.mjs': `
export function main() { for (const _ of [1]); }
main();
`,
};

interface Recording {
  profile: Profile;
  trace: Trace;
  /** The file of the trace. */
  traceFile?: string;
}

/** What every reader is tried on. */
export const INPUTS = [
  'the reference example',
  'hostile names and recursion',
  'a real run',
] as const;
export type InputName = (typeof INPUTS)[number];

const recordings = new Map<InputName, Recording>();

export function recordingOf(name: InputName): Recording {
  let recording = recordings.get(name);
  if (recording === undefined) {
    recording = record(name);
    recordings.set(name, recording);
  }
  return recording;
}

function record(name: InputName): Recording {
  if (name === 'the reference example') {
    return { profile: referenceProfile(), trace: requestTrace() };
  }
  return name === 'a real run'
    ? run('main.ts', join(examples, 'checkout'))
    : run('odd dir/main.mjs', writeFiles(HOSTILE));
}

function run(script: string, directory: string): Recording {
  const folder = temporaryDirectory();
  const [profileFile, traceFile] = [join(folder, 'p.json'), join(folder, 't.trace')];
  const args = [command, 'run', '--quiet', '--out', profileFile, '--trace', traceFile, script];
  execFileSync(process.execPath, args, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  const trace = new Uint8Array(readFileSync(traceFile));
  return {
    // Names are shown on one line everywhere.
    profile: printableProfile(readProfile(readFileSync(profileFile, 'utf8'), profileFile)),
    trace: readTrace(trace, traceFile),
    traceFile,
  };
}

/** Milliseconds that the planted mistake moves. */
const MOVED = 1;

/**
 * A profile in which a mistake has been made that no sum shows: some time and a call have gone from one
 * function to another.
 */
export function withMistake(profile: Profile): Profile {
  const planted = structuredClone(profile);
  const { contexts } = planted.threads[0];
  const columns = [contexts.self, contexts.external];
  const rows = contexts.self.map((_, row) => row).slice(1);
  const heaviest = columns.map((column) => rows.toSorted((a, b) => column[b] - column[a])[0]);
  const losers = heaviest.map((row) => contexts.function[row]);
  // The same for both, so that what goes to and fro does not cancel out.
  const to = rows.find((row) => !losers.includes(contexts.function[row]))!;
  columns.forEach((column, i) => {
    const moved = Math.min(MOVED, column[heaviest[i]]);
    column[heaviest[i]] -= moved;
    column[to] += moved;
  });
  // Of one that was called more often: what was never called has no row with some readers.
  const from = contexts.calls.findIndex((calls) => calls > 1);
  const calledMore = contexts.function.findIndex(
    (fn, row) => row > 0 && fn !== contexts.function[from],
  );
  contexts.calls[from]--;
  contexts.calls[calledMore]++;
  return planted;
}
