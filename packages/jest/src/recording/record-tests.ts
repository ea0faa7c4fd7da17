import { profiler } from '@coroscope/runtime';
import { tagOfTest, TestWindow, type TestFigures } from '@coroscope/testing';
import type { Circus } from '@jest/types';
import type { Expect } from 'expect';
import { writeFigures } from './figures-directory.js';
import { PACKAGE } from '../config/package-name.js';

/** Where jest-circus, Jest's default runner, keeps its event handlers. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

// Jest's own: a global of the realm of each test file.
declare const expect: Expect;

/**
 * Opens a window for each test, from before its hooks to after them, and writes the figures for the
 * reporter. The window of a concurrent test holds what its function does, without hooks.
 *
 * @throws Error where another runner than jest-circus runs the tests
 */
export function recordTests(): void {
  const handlers = (globalThis as Record<symbol, Circus.EventHandler[] | undefined>)[
    EVENT_HANDLERS
  ];
  if (!Array.isArray(handlers)) {
    throw new Error(
      `${PACKAGE} supports Jest 30 and later with its default runner, jest-circus; remove 'testRunner' from the configuration`,
    );
  }
  // setup.ts has started the profiler, without the tags of concurrent tests.
  profiler.stop();
  profiler.start({ tag: tagOfTest });
  handlers.push(recorder(expect.getState().testPath ?? ''));
}

function recorder(file: string): Circus.EventHandler {
  const windows = new Map<Circus.TestEntry, TestWindow>();
  /** The figures of tests that have failed, until it is known that they are not tried again. */
  const failed = new Map<Circus.TestEntry, TestFigures>();
  const open = (test: Circus.TestEntry) => {
    const window = new TestWindow(test.concurrent);
    windows.set(test, window);
    return window;
  };
  return (event: Circus.Event, { rootDescribeBlock }: Circus.State) => {
    switch (event.name) {
      case 'run_start':
        for (const test of concurrentTests(rootDescribeBlock)) recordCall(test, open);
        break;
      case 'test_start':
        if (!event.test.concurrent) open(event.test);
        break;
      case 'test_skip':
      case 'test_todo':
        windows.get(event.test)?.close();
        windows.delete(event.test);
        break;
      case 'test_done': {
        const window = windows.get(event.test);
        windows.delete(event.test);
        if (window === undefined) break;
        const { isShared } = window;
        profiler.withoutRecording(() => {
          const profile = window.close();
          const figures = { file, titles: titlesOf(event.test), isShared, profile };
          failed.delete(event.test);
          if (event.test.errors.length > 0) failed.set(event.test, figures);
          else writeFigures(figures);
        });
        break;
      }
      case 'run_finish':
        profiler.withoutRecording(() => {
          for (const figures of failed.values()) writeFigures(figures);
          writeFigures({ file, titles: [], isShared: false, profile: profiler.snapshot() });
        });
    }
  };
}

/** Some versions of Jest call concurrent tests long before the event that they start. */
function recordCall(test: Circus.TestEntry, open: (test: Circus.TestEntry) => TestWindow): void {
  const fn = test.fn as ((...parameters: unknown[]) => unknown) | undefined;
  if (fn === undefined) return;
  test.fn = function (this: unknown, ...parameters: unknown[]) {
    return open(test).run(() => fn.apply(this, parameters));
  } as Circus.TestEntry['fn'];
}

function concurrentTests(block: Circus.DescribeBlock): Circus.TestEntry[] {
  return block.children.flatMap((child) => {
    if (child.type === 'describeBlock') return concurrentTests(child);
    return child.concurrent ? [child] : [];
  });
}

/** Collects the titles of the blocks around a test, the outermost first, and its own. */
function titlesOf(test: Circus.TestEntry): string[] {
  const titles = [test.name];
  let block: Circus.DescribeBlock | undefined = test.parent;
  for (; block.parent; block = block.parent) titles.unshift(block.name);
  return titles;
}
