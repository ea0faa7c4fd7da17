import { checkReportOptions, reportTests, type ReportOptions } from '@coroscope/testing/adapter';
import type { Config } from '@jest/types';
import {
  createFiguresDirectory,
  readFigures,
  removeFiguresDirectory,
} from './figures-directory.js';
import { PACKAGE } from './options.js';

/**
 * Jest's reporter: what the slowest tests waited for, which awaits could overlap, and what has been
 * left unsettled. Wants the set-up files, and code that has been instrumented.
 */
export default class CoroscopeReporter {
  readonly #options: ReportOptions;
  readonly #rootDir: string;
  #directory: string | undefined;

  /** @throws Error for an option that does not exist, or a value that it can't have */
  constructor({ rootDir }: Pick<Config.GlobalConfig, 'rootDir'>, options: ReportOptions = {}) {
    checkReportOptions(`${PACKAGE}/reporter`, options);
    this.#options = options;
    this.#rootDir = rootDir;
  }

  onRunStart(): void {
    this.#directory = createFiguresDirectory();
  }

  onRunComplete(): void {
    if (this.#directory === undefined) return;
    const figures = readFigures(this.#directory);
    removeFiguresDirectory(this.#directory);
    reportTests(figures, this.#options, this.#rootDir, process.stderr);
  }
}
