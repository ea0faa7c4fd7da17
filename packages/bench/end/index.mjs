// How long it takes from the end of a program until its report stands.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { COMMAND } from '../measured.mjs';
import { runInTurn, spread } from '../processes.mjs';
import { table } from '../transform/tables.mjs';

/** Two functions that call both: twice as many contexts at each depth. The last line is when it ended. */
const PROGRAM = `
function a(depth) { if (depth > 0) { a(depth - 1); b(depth - 1); } }
function b(depth) { if (depth > 0) { a(depth - 1); b(depth - 1); } }
a(Number(process.argv[2]));
console.log(Date.now());
`;

const SIZES = [
  { contexts: '10,000', depth: 12 },
  { contexts: '1,000,000', depth: 19 },
];

export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '7' },
      node: { type: 'string', default: process.execPath },
    },
  });
  const rounds = values.short ? 1 : Number(values.rounds);
  const sizes = values.short ? SIZES.slice(0, 1) : SIZES;
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
  try {
    writeFileSync(join(directory, 'program.cjs'), PROGRAM);
    const contenders = sizes.flatMap(({ contexts, depth }) => [
      {
        name: `bare, the program that has ${contexts} contexts`,
        command: [values.node, 'program.cjs', String(depth)],
      },
      {
        name: `coroscope run, ${contexts} contexts`,
        command: [values.node, COMMAND, 'run', 'program.cjs', String(depth)],
      },
    ]);
    const sinceEnd = (_, output) => Date.now() - Number(output.trim().split('\n').at(-1));
    const times = runInTurn(contenders, rounds, { cwd: directory }, sinceEnd);
    console.log(`Milliseconds from the last statement on, medians of ${rounds} rounds\n`);
    console.log(
      table(
        ['', 'until all has ended'],
        [...times].map(([name, each]) => [name, spread(each)]),
      ),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
