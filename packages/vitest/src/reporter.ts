import type { TestFigures } from '@coroscope/profile';
import { reportTests, type ReportOptions } from '@coroscope/testing/adapter';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import type { FiguresMeta } from './figures-meta.js';

/** Vitest's reporter: what the slowest tests waited for, and what they have left unsettled. */
export class CoroscopeReporter implements Reporter {
  #figures: TestFigures[] = [];

  constructor(
    readonly root: string,
    readonly options: ReportOptions,
  ) {}

  onTestRunStart(): void {
    this.#figures = [];
  }

  onTestCaseResult(test: TestCase): void {
    this.#take(test.meta() as FiguresMeta);
  }

  onTestModuleEnd(module: TestModule): void {
    this.#take(module.meta() as FiguresMeta);
  }

  onTestRunEnd(): void {
    reportTests(this.#figures, this.options, this.root, process.stdout);
  }

  /** Out of where they came: other reporters would write them down. */
  #take(meta: FiguresMeta): void {
    if (meta.coroscope === undefined) return;
    this.#figures.push(meta.coroscope);
    delete meta.coroscope;
  }
}
