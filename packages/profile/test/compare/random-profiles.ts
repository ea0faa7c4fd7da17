import fc from 'fast-check';
import type { FunctionKind, Profile } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

const KINDS = ['function', 'async', 'generator'] as const;
const FILES = ['src/a.ts', 'src/b.ts', 'src/sub/c.ts'];

interface RandomFunction {
  name: string;
  kind: FunctionKind;
  file: string;
  line: number;
}

interface RandomContext extends Record<string, number> {
  fn: number;
  parent: number;
}

/** What a random program consists of: functions, of which some have the same name. */
const programs: fc.Arbitrary<RandomFunction[]> = fc.array(
  fc.record({
    name: fc.constantFrom('load', 'save', 'main', '<map>', 'Cart.total'),
    kind: fc.constantFrom(...KINDS),
    file: fc.constantFrom(...FILES),
    line: fc.integer({ min: 1, max: 40 }),
  }),
  { minLength: 1, maxLength: 8 },
);

const time = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 50, noNaN: true }));

/** What a random run of such a program did: contexts below earlier ones. */
const contexts: fc.Arbitrary<RandomContext[]> = fc.array(
  fc.record({
    fn: fc.nat(7),
    parent: fc.nat(9),
    calls: fc.nat(5),
    carriedIn: fc.nat(1),
    live: fc.nat(2),
    suspensions: fc.nat(3),
    self: time,
    onStack: time,
    awaiting: time,
    external: time,
  }),
  { minLength: 0, maxLength: 10 },
);

/** Random profiles of runs of one program. */
export const runs: fc.Arbitrary<Profile[]> = fc
  .tuple(programs, fc.array(contexts, { minLength: 1, maxLength: 6 }))
  .map(([program, all]) => all.map((rows) => profileOf(program, rows)));

function profileOf(program: RandomFunction[], rows: RandomContext[]): Profile {
  const profile = buildProfile({ elapsed: 500 });
  const table = profile.threads[0].contexts;
  const columns = Object.keys(table) as (keyof typeof table)[];
  rows.forEach(({ fn, parent, ...figures }, i) => {
    const row: Record<string, number> = {
      ...figures,
      function: fn % program.length,
      parent: parent % (i + 1),
    };
    for (const name of columns) table[name]!.push(row[name] ?? 0);
  });
  return {
    ...profile,
    files: FILES.map((path) => ({ path })),
    functions: program.map(({ file, ...rest }) => ({
      ...rest,
      file: FILES.indexOf(file),
      column: 1,
      counted: false,
    })),
  };
}
