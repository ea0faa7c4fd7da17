import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFrontMatter } from './front-matter.js';
import { modesOf, type Mode } from './mode.js';
import type { Outcome } from './outcome.js';
import type { Report } from './report.js';
import { Runner } from './runner.js';
import { VARIANTS, type VariantName } from './variant.js';

export interface ComparisonOptions {
  /** A checkout of test262. */
  root: string;
  /** The tests, relative to the root. */
  tests: readonly string[];
  /** How long to wait for a promise or for `$DONE`, in milliseconds. */
  patience: number;
  /** The sampled variants are run for every n-th test. */
  sample: number;
}

/** Runs tests bare and, where they pass, in every other variant. */
export class Comparison {
  #next = 0;

  constructor(
    private readonly options: ComparisonOptions,
    private readonly report: Report,
  ) {}

  /** Takes one test after the other until none is left; may be called several times at once. */
  async work(): Promise<void> {
    const { root, tests, patience } = this.options;
    const runner = new Runner(patience * 4);
    while (this.#next < tests.length) {
      const index = this.#next++;
      const source = readFileSync(join(root, tests[index]!), 'utf8');
      for (const mode of modesOf(readFrontMatter(source))) await this.#compare(index, mode, runner);
      this.report.progress();
    }
    runner.close();
  }

  async #compare(index: number, mode: Mode, runner: Runner): Promise<void> {
    const { root, tests, patience, sample } = this.options;
    const path = tests[index]!;
    const run = (variant: VariantName): Promise<Outcome> =>
      runner.run({ root, path, mode, variant, patience });
    const bare = await run('bare');
    this.report.addBare(path, mode, bare);
    if (bare.status !== 'passed') return;
    for (const name of Object.keys(VARIANTS) as VariantName[]) {
      const { modes, isSampled } = VARIANTS[name];
      if (name === 'bare' || !modes.includes(mode)) continue;
      if (isSampled && index % sample !== 0) continue;
      this.report.addInstrumented(path, mode, name, bare, await run(name));
    }
  }
}
