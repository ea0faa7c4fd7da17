import * as vitest from 'vitest';
import type { RunnerTestCase } from 'vitest';

/** Runs a test by calling `run`; its result is awaited. */
type Around = (task: RunnerTestCase, run: () => unknown) => unknown;

/** What Vitest offers in versions without `aroundEach`. */
interface Suite {
  getFn(task: RunnerTestCase): () => unknown;
  setFn(task: RunnerTestCase, fn: () => unknown): void;
}

/** Makes every test of the file run within a function. */
export async function aroundTests(around: Around): Promise<void> {
  const { aroundEach, beforeEach } = vitest;
  if (aroundEach !== undefined) {
    aroundEach(async (run, { task }) => {
      await around(task, run);
    });
    return;
  }
  // No text that a build could put into the import: Vite resolves it wherever it stands, and new versions lack it.
  const path = ['vitest', 'suite'].join('/');
  const { getFn, setFn } = (await import(/* @vite-ignore */ path)) as Suite;
  beforeEach(({ task }) => {
    const fn = getFn(task);
    setFn(task, () => around(task, fn));
    return () => setFn(task, fn);
  });
}
