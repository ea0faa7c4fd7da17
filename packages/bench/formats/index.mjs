// What it takes to write each format: time and memory of the whole command, beside what it is meant to take.
import { writeProfile } from '@coroscope/profile';
import { PROFILE_FORMATS, TRACE_FORMATS } from '@coroscope/report';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measured } from '../measured.mjs';
import { largeProfile, largeTrace } from '../page/documents.mjs';
import { table } from '../transform/tables.mjs';

/** As many contexts as a run of Prettier over its own sources has, and as many functions. */
const CONTEXTS = 368_000;
const FUNCTIONS = 4_000;
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
    if (values.profile === undefined) {
      writeFileSync(profile, writeProfile(largeProfile(CONTEXTS * scale, FUNCTIONS * scale)));
    }
    console.log(
      `A profile of ${megabytes(profile)}, ${values.profile ?? `${CONTEXTS * scale} contexts`}:\n`,
    );
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
