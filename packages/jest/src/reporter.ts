import { addSourceLines, type TestFigures } from '@coroscope/profile';
import { capabilitiesOf, renderTests } from '@coroscope/report';
import type { Config } from '@jest/types';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  createFiguresDirectory,
  readFigures,
  removeFiguresDirectory,
} from './figures-directory.js';
import { PACKAGE } from './options.js';

export interface ReporterOptions {
  /** Tests that the report shows at most, the slowest first. Default 5; with 0 nothing is printed. */
  limit?: number;
  /** A file for the figures of all tests and files, as JSON; relative to `rootDir`. */
  out?: string;
}

/**
 * Jest's reporter: what the slowest tests waited for, which awaits could overlap, and what has been
 * left unsettled. Wants the set-up files, and code that has been instrumented.
 */
export default class CoroscopeReporter {
  readonly #options: ReporterOptions;
  readonly #rootDir: string;
  #directory: string | undefined;

  constructor({ rootDir }: Pick<Config.GlobalConfig, 'rootDir'>, options: ReporterOptions = {}) {
    checkOptions(options);
    this.#options = options;
    this.#rootDir = rootDir;
  }

  onRunStart(): void {
    this.#directory = createFiguresDirectory();
  }

  onRunComplete(): void {
    if (this.#directory === undefined) return;
    const figures = latest(readFigures(this.#directory));
    removeFiguresDirectory(this.#directory);
    for (const { profile } of figures) addSourceLines(profile, readSource);
    const { limit = 5, out } = this.#options;
    if (out !== undefined) writeFileSync(resolve(this.#rootDir, out), JSON.stringify(figures));
    const report = renderTests(figures, {
      ...capabilitiesOf(process.stderr, process.env, true),
      limit,
      directory: this.#rootDir,
    });
    if (limit > 0) process.stderr.write(`\n${report}`);
  }
}

/** A test that was tried again counts as it went at last. */
function latest(figures: TestFigures[]): TestFigures[] {
  return [
    ...new Map(figures.map((test) => [JSON.stringify([test.file, test.titles]), test])).values(),
  ];
}

function readSource(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function checkOptions(options: object): void {
  for (const name of Object.keys(options)) {
    if (name === 'limit' || name === 'out') continue;
    throw new Error(`${PACKAGE}/reporter: unknown option '${name}'; known are limit, out`);
  }
}
