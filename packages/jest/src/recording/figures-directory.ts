import type { TestFigures } from '@coroscope/testing';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** The environment variable that names the directory to workers. */
const VARIABLE = 'COROSCOPE_JEST_FIGURES';

/** Creates the directory into which workers write the figures of tests, for the reporter. */
export function createFiguresDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-jest-'));
  process.env[VARIABLE] = directory;
  return directory;
}

/** Appends to the file of this worker, unless there is no reporter. */
export function writeFigures(figures: TestFigures): void {
  const directory = process.env[VARIABLE];
  if (directory === undefined) return;
  const file = join(directory, `${process.pid}-${threadId}.ndjson`);
  appendFileSync(file, `${JSON.stringify(figures)}\n`);
}

/** Reads what all workers have written, line by line: a file may be longer than a string can be. */
export function readFigures(directory: string): TestFigures[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => [...lines(readFileSync(join(directory, name)))])
    .map((line) => JSON.parse(line) as TestFigures);
}

function* lines(bytes: Buffer): Generator<string> {
  let start = 0;
  for (let end = bytes.indexOf('\n'); end !== -1; end = bytes.indexOf('\n', start)) {
    yield bytes.toString('utf8', start, end);
    start = end + 1;
  }
}

export function removeFiguresDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  delete process.env[VARIABLE];
}
