import { differences } from './compare.js';
import { isPlain, readPrograms, type Program } from './program.js';
import type { ProgramRunner } from './run-program.js';
import type { Expectation } from './expectation.js';

/** Instruments a file whose code is to reach the runtime as `@coroscope/runtime`. */
export type TransformFunction = (code: string, file: string) => string | Promise<string>;

export interface ConformanceCase {
  /** `group/name`, and the clock if it is not the wall's. */
  name: string;
  needs: Expectation['needs'];
  /** Runs the program on a Node binary; one line for each figure that is not as expected. */
  differences(node: string): Promise<string[]>;
}

/**
 * All the programs, to be run through a transform.
 *
 * @param directory Where the programs are.
 * @param hasSites Whether sites are compared as well, which are known by their positions.
 */
export function conformance(
  transform: TransformFunction,
  directory: string,
  runner: ProgramRunner,
  hasSites = true,
): ConformanceCase[] {
  return readPrograms(directory).flatMap((program) =>
    program.expectations.map(({ clock, expectation }) => ({
      name: clock === 'wall' ? program.name : `${program.name} (${clock} clock)`,
      needs: expectation.needs,
      differences: async (node) => {
        const files = await instrumented(program, transform);
        const { entry } = program;
        const stopped = expectation.stopped ?? false;
        const result = await runner.run({ files, entry, clock, stopped }, node);
        const expected = hasSites ? expectation : withoutSites(expectation);
        return differences(program, expected, result);
      },
    })),
  );
}

function withoutSites(expectation: Expectation): Expectation {
  const readings = Object.entries(expectation.readings).map(([name, reading]) => [
    name,
    { ...reading, sites: undefined },
  ]);
  return { ...expectation, readings: Object.fromEntries(readings) as Expectation['readings'] };
}

async function instrumented(
  program: Program,
  transform: TransformFunction,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [file, text] of Object.entries(program.files)) {
    files[file] = isPlain(file) ? text : await transform(text, file);
  }
  return files;
}
