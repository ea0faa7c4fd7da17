import type { TestFigures } from '@coroscope/profile';
import { reportTests, type TestReportOptions } from '@coroscope/testing/report';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import type { FiguresMeta } from '../recording/figures-meta.js';

/** The reporter for Vitest: what the slowest tests waited for, and what they left unsettled. */
export class CoroscopeReporter implements Reporter {
  #figures: TestFigures[] = [];

  /** @param root Of the configuration; the command line may give another one. */
  constructor(
    private root: string,
    readonly options: TestReportOptions,
  ) {}

  onInit({ config }: Vitest): void {
    this.root = config.root;
  }

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

  /** Removes the figures from the meta data, which other reporters would write out. */
  #take(meta: FiguresMeta): void {
    if (meta.coroscope === undefined) return;
    this.#figures.push(meta.coroscope);
    delete meta.coroscope;
  }
}
