import { execFileSync } from 'node:child_process';
import { isKnownDifference } from './known-differences.js';
import type { Mode } from './mode.js';
import type { Outcome } from './outcome.js';
import { VARIANTS, type VariantName } from './variant.js';

const PROGRESS_INTERVAL = 1000;

/** What was found of one run. */
interface Finding {
  path: string;
  mode: Mode;
  variant: VariantName;
  status: Outcome['status'];
  message: string;
}

/** Counts the runs and collects the differences. */
export class Report {
  readonly differences: Finding[] = [];
  /** Bare runs that did not pass: they can't be compared. */
  readonly notCompared: Finding[] = [];
  readonly runs = Object.fromEntries(Object.keys(VARIANTS).map((name) => [name, 0])) as Record<
    VariantName,
    number
  >;

  #done = 0;

  constructor(
    private readonly root: string,
    private readonly testCount: number,
  ) {}

  get hasUnknownDifferences(): boolean {
    return this.differences.some(({ path, variant }) => !isKnownDifference(path, variant));
  }

  addBare(path: string, mode: Mode, { status, message }: Outcome): void {
    this.runs.bare++;
    if (status !== 'passed')
      this.notCompared.push({ path, mode, variant: 'bare', status, message });
  }

  addInstrumented(
    path: string,
    mode: Mode,
    variant: VariantName,
    bare: Outcome,
    { status, message, unhandledRejections }: Outcome,
  ): void {
    this.runs[variant]++;
    if (status !== 'passed') {
      this.differences.push({ path, mode, variant, status, message });
    } else if (unhandledRejections !== bare.unhandledRejections) {
      const rejections = `${unhandledRejections} unhandled rejections, ${bare.unhandledRejections} bare`;
      this.differences.push({ path, mode, variant, status: 'failed', message: rejections });
    }
  }

  /** One more test is done. Tells from time to time how many are. */
  progress(): void {
    if (++this.#done % PROGRESS_INTERVAL !== 0) return;
    const { length } = this.differences;
    console.error(`${this.#done} of ${this.testCount} tests, ${length} differences`);
  }

  /** Everything that was found, in an order that does not depend on the run. */
  toJSON() {
    return {
      node: process.versions.node,
      v8: process.versions.v8,
      test262: commitOf(this.root),
      tests: this.testCount,
      runs: this.runs,
      differences: this.differences.sort(byPath),
      notCompared: this.notCompared.sort(byPath),
    };
  }

  text(): string {
    const { node, v8, test262, tests, runs, differences, notCompared } = this.toJSON();
    const unparsed = notCompared.filter(({ status }) => status === 'unparsed').length;
    const lines = [
      `Node ${node}, V8 ${v8}, test262 ${test262}`,
      `${tests} tests`,
      `${runs.bare} runs bare, of which ${notCompared.length} did not pass (${unparsed} not parsed)`,
    ];
    for (const name of Object.keys(VARIANTS) as VariantName[]) {
      if (name === 'bare') continue;
      const ofVariant = differences.filter(({ variant }) => variant === name);
      const known = ofVariant.filter(({ path }) => isKnownDifference(path, name)).length;
      lines.push(`${runs[name]} runs ${name}, ${ofVariant.length} differ (${known} known)`);
    }
    for (const { path, mode, variant, status, message } of differences) {
      if (isKnownDifference(path, variant)) continue;
      lines.push(`${path} (${mode}, ${variant}) ${status}: ${message}`);
    }
    return lines.join('\n');
  }
}

function byPath(a: Finding, b: Finding): number {
  if (a.path === b.path) return a.variant < b.variant ? -1 : 1;
  return a.path < b.path ? -1 : 1;
}

function commitOf(root: string): string {
  try {
    return execFileSync('git', ['-C', root, 'rev-parse', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'of unknown commit';
  }
}
