// What it takes to write each format: time and memory of the whole command, beside what it is meant to take.
import { readProfile } from '@coroscope/profile';
import { PROFILE_FORMATS, TRACE_FORMATS } from '@coroscope/report';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, URL } from 'node:url';
import { parseArgs } from 'node:util';
import { COMMAND, measured } from '../measured.mjs';
import { largeTrace } from '../page/documents.mjs';
import { table } from '../transform/tables.mjs';

/** Files that Prettier is given: its call paths grow with what is in them. */
const FILES = 12;
const EVENTS = 10_000_000;

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: { short: { type: 'boolean', default: false }, profile: { type: 'string' } },
  });
  const scale = values.short ? 0.01 : 1;
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
  try {
    const profile = values.profile ?? join(directory, 'profile.json');
    if (values.profile === undefined) recordPrettier(profile, directory, values.short ? 1 : FILES);
    const { threads } = readProfile(readFileSync(profile, 'utf8'), profile);
    const contexts = threads.reduce((sum, thread) => sum + thread.contexts.parent.length, 0);
    console.log(`A profile of ${megabytes(profile)}, ${contexts} contexts:\n`);
    printRows(PROFILE_FORMATS, profile, directory, 'at most 5 s and 1,000 MB');
    const trace = join(directory, 'app.trace');
    writeFileSync(trace, largeTrace(EVENTS * scale));
    console.log(`\nA trace of ${megabytes(trace)}, ${EVENTS * scale} events:\n`);
    printRows(
      TRACE_FORMATS,
      trace,
      directory,
      'at most 60 s, and 500 MB beyond the trace',
      statSync(trace).size / 2 ** 20,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Profiles Prettier, as a program of its own, checking some of our sources. */
function recordPrettier(out, directory, count) {
  const prettier = join(directory, 'prettier');
  cpSync(dirname(createRequire(import.meta.url).resolve('prettier/package.json')), prettier, {
    recursive: true,
  });
  const sources = fileURLToPath(new URL('../../profile/src/findings', import.meta.url));
  const given = join(directory, 'sources');
  mkdirSync(given);
  for (const file of readdirSync(sources).sort().slice(0, count)) {
    cpSync(join(sources, file), join(given, file));
  }
  const program = [join(prettier, 'bin/prettier.cjs'), '--check', given];
  const args = [COMMAND, 'run', '--quiet', '--out', out, ...program];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  // It ends with 1 where a file is not as it would write it.
  if (status !== 0 && status !== 1) throw new Error(stderr);
}

function megabytes(file) {
  return `${(statSync(file).size / 1e6).toFixed(1)} MB`;
}

/** @param before Megabytes of memory that are no part of what is measured. */
function printRows(formats, input, directory, meant, before = 0) {
  const rows = formats.map((format) => {
    const file = join(directory, `out${format.extensions[0]}`);
    const args = ['convert', input, '--to', format.name, '--out', file, '--quiet', '--force'];
    const took = measured(args);
    const size = megabytes(file);
    rmSync(file);
    return [
      format.name,
      took.seconds.toFixed(1),
      took.computed.toFixed(1),
      (took.megabytes - before).toFixed(0),
      size,
      meant,
    ];
  });
  console.log(table(['format', 'seconds', 'computed', 'MB of memory', 'file', 'meant'], rows));
}
