import { withConfig } from '@coroscope/adapter';
import { reportTests, type TestReportOptions } from '@coroscope/testing/report';
import type { Config } from '@jest/types';
import {
  createFiguresDirectory,
  readFigures,
  removeFiguresDirectory,
} from './recording/figures-directory.js';
import { PACKAGE } from './config/package-name.js';

/**
 * The reporter for Jest: what the slowest tests waited for, which awaits could overlap, and what was
 * left unsettled. It needs the set-up files, and instrumented code.
 */
export default class CoroscopeReporter {
  readonly #options: TestReportOptions;
  readonly #rootDir: string;
  #directory: string | undefined;

  /** @throws Error for an option that does not exist or has a value it can't have */
  constructor({ rootDir }: Pick<Config.GlobalConfig, 'rootDir'>, options: TestReportOptions = {}) {
    this.#options = withConfig(`${PACKAGE}/reporter`, options, 'reporter');
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
