import { functionTable, type FunctionRow, type TestFigures } from '@coroscope/profile';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Project, type RunEnd } from '../../../testing/test/support/project.js';

const DEPENDENCIES = [
  'jest',
  'babel-jest',
  '@babel/preset-env',
  '@babel/preset-typescript',
  '@swc/jest',
  '@swc/core',
  'ts-jest',
  'typescript',
  '@types/jest',
  '@jest/globals',
];

export interface JestEnd extends RunEnd {
  figures: TestFigures[];
  /** What Jest and the reporter wrote. */
  output: string;
}

export interface JestOptions {
  arguments?: string[];
  environment?: NodeJS.ProcessEnv;
}

/** A project with Jest and our package, as they would be installed. */
export class JestProject extends Project {
  constructor() {
    super(DEPENDENCIES);
    this.install('runtime', 'cjs');
    this.install('jest', 'cjs');
    this.write('package.json', '{}');
  }

  /** Runs Jest with the configuration wrapped, and reads the figures that the reporter has got. */
  async jest(config: object, options: JestOptions = {}): Promise<JestEnd> {
    this.write(
      'jest.config.cjs',
      `const { withCoroscope } = require('@coroscope/jest');
       module.exports = withCoroscope(${JSON.stringify(config)}, { out: 'figures.json' });`,
    );
    return this.runJest(options);
  }

  async runJest({ arguments: args = [], environment = {} }: JestOptions = {}): Promise<JestEnd> {
    const file = join(this.directory, 'figures.json');
    rmSync(file, { force: true });
    const bin = join(this.directory, 'node_modules/jest/bin/jest.js');
    const cache = join(this.directory, 'cache');
    const end = await this.run([bin, '--cacheDirectory', cache, ...args], environment);
    const output = end.stdout + end.stderr;
    try {
      return { ...end, output, figures: JSON.parse(this.read('figures.json')) as TestFigures[] };
    } catch (error) {
      throw new Error(`no figures; Jest wrote:\n${output}`, { cause: error });
    }
  }
}

/** The figures of a test by its titles, or of a file by its name. */
export function figuresOf(figures: TestFigures[], name: string): TestFigures {
  const found = figures.filter(
    ({ titles, file }) => titles.join(' ') === name || (titles.length === 0 && file.endsWith(name)),
  );
  if (found.length !== 1) throw new Error(`${found.length} figures are called "${name}"`);
  return found[0]!;
}

export function rowsOf({ profile }: TestFigures): Record<string, FunctionRow> {
  return Object.fromEntries(functionTable(profile).map((row) => [row.name, row]));
}

/** How often each named function was called, functions of the test file left out. */
export function callsOf({ profile, file }: TestFigures): Record<string, number> {
  const rows = functionTable(profile).filter((row) => row.file !== file && !row.name.includes('<'));
  return Object.fromEntries(rows.map((row) => [row.name, row.calls]));
}
