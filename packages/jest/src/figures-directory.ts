import type { TestFigures } from '@coroscope/testing';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** The environment variable by which the reporter tells workers where it wants the figures. */
const VARIABLE = 'COROSCOPE_JEST_FIGURES';

export function createFiguresDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-jest-'));
  process.env[VARIABLE] = directory;
  return directory;
}

/** Appends to the file of this worker; without effect where there is no reporter. */
export function writeFigures(figures: TestFigures): void {
  const directory = process.env[VARIABLE];
  if (directory === undefined) return;
  const file = join(directory, `${process.pid}-${threadId}.ndjson`);
  appendFileSync(file, `${JSON.stringify(figures)}\n`);
}

export function readFigures(directory: string): TestFigures[] {
  return readdirSync(directory)
    .sort()
    .flatMap((name) => readFileSync(join(directory, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as TestFigures);
}

export function removeFiguresDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  delete process.env[VARIABLE];
}
