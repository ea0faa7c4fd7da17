import * as vitest from 'vitest';
import type { RunnerTestCase } from 'vitest';

/** Runs a test by calling `run`; its result is awaited. */
type Around = (task: RunnerTestCase, run: () => unknown) => unknown;

/** What Vitest offers in versions without `aroundEach`. */
interface Suite {
  getFn(task: RunnerTestCase): () => unknown;
  setFn(task: RunnerTestCase, fn: () => unknown): void;
}

/**
 * Makes every test of the file run within a function, and calls another one when all that belongs to the test
 * has ended: its hooks, what encloses it, and fixtures that it has asked for.
 */
export async function aroundTests(
  around: Around,
  ended: (task: RunnerTestCase) => void,
): Promise<void> {
  const { aroundEach, beforeEach } = vitest;
  if (aroundEach !== undefined) {
    // What is registered first encloses what is registered later.
    aroundEach(async (run, { task }) => {
      try {
        await around(task, run);
      } finally {
        ended(task);
      }
    });
    return;
  }
  // No text that a build could put into the import: Vite resolves it wherever it stands, and new versions lack it.
  const path = ['vitest', 'suite'].join('/');
  const { getFn, setFn } = (await import(/* @vite-ignore */ path)) as Suite;
  beforeEach(({ task, onTestFinished }) => {
    // What is registered first is called last: after hooks, and after fixtures have been torn down.
    onTestFinished(() => ended(task));
    const fn = getFn(task);
    setFn(task, () => around(task, fn));
    return () => setFn(task, fn);
  });
}
