import { profiler } from '@coroscope/runtime';
import { TestWindow } from '@coroscope/testing';
import type { Circus } from '@jest/types';
import type { Expect } from 'expect';
import { writeFigures } from './figures-directory.js';
import { PACKAGE } from './options.js';

/** Where jest-circus, Jest's own runner, keeps those who listen to its events. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

// Jest's own: a global of the realm of each test file.
declare const expect: Expect;

/**
 * Opens a window for each test, from before its hooks to after them, and hands the figures to the
 * reporter.
 *
 * @throws Error where tests are run by something else than jest-circus
 */
export function recordTests(): void {
  const handlers = (globalThis as Record<symbol, Circus.EventHandler[] | undefined>)[
    EVENT_HANDLERS
  ];
  if (!Array.isArray(handlers)) {
    throw new Error(`${PACKAGE} is for Jest 30 and later with its own runner, jest-circus`);
  }
  const file = expect.getState().testPath ?? '';
  const windows = new Map<Circus.TestEntry, TestWindow>();

  handlers.push((event) => {
    switch (event.name) {
      case 'test_start':
        windows.set(event.test, TestWindow.open(event.test.concurrent));
        break;
      case 'test_skip':
      case 'test_todo':
        windows.get(event.test)?.close();
        windows.delete(event.test);
        break;
      case 'test_done': {
        const window = windows.get(event.test)!;
        windows.delete(event.test);
        profiler.apart(() => {
          const profile = window.close();
          writeFigures({ file, titles: titlesOf(event.test), isShared: window.isShared, profile });
        });
        break;
      }
      case 'run_finish':
        profiler.apart(() => {
          const profile = profiler.snapshot();
          writeFigures({ file, titles: [], isShared: false, profile });
        });
    }
  });
}

/** The titles of the blocks around a test, the outermost first, and its own. */
function titlesOf(test: Circus.TestEntry): string[] {
  const titles = [test.name];
  for (
    let block: Circus.DescribeBlock | undefined = test.parent;
    block.parent;
    block = block.parent
  ) {
    titles.unshift(block.name);
  }
  return titles;
}
