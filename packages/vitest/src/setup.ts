/**
 * What the plugin has every worker run first: the engine, the matchers, and the figures of each test
 * and of the file.
 */
import { profiler } from '@coroscope/runtime';
import { matchers, tagOfTest, TestWindow, type TestFigures } from '@coroscope/testing';
import {
  afterAll,
  beforeEach,
  expect,
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestFile,
} from 'vitest';
import type { FiguresMeta } from './figures-meta.js';
import { aroundTests } from './around-tests.js';

// Without isolation, an earlier file has started it with a module of its own.
profiler.stop();
profiler.start({ tag: tagOfTest });
expect.extend(matchers);

const fileWindow = profiler.window();
let file: RunnerTestFile | undefined;
const windows = new WeakMap<RunnerTestCase, TestWindow>();

function windowOf(task: RunnerTestCase): TestWindow {
  const known = windows.get(task);
  if (known !== undefined) return known;
  const window = new TestWindow(task.concurrent);
  windows.set(task, window);
  return window;
}

await aroundTests((task, run) => windowOf(task).run(run));

// Registered first, its clean-up comes last.
beforeEach(({ task }) => {
  ({ file } = task);
  const window = windowOf(task);
  return () => {
    windows.delete(task);
    profiler.apart(() => leave(task, titlesOf(task), window.close(), window.isShared));
  };
});

afterAll(() => {
  if (file !== undefined)
    leave(
      file,
      [],
      profiler.apart(() => fileWindow.read()),
    );
  fileWindow.close();
});

/** Leaves figures where Vitest carries them to the reporters. */
function leave(
  task: RunnerTask,
  titles: string[],
  profile: TestFigures['profile'],
  isShared = false,
): void {
  const { filepath } = task.file;
  (task.meta as FiguresMeta).coroscope = { file: filepath, titles, isShared, profile };
}

/** The titles of the blocks around a test, the outermost first, and its own. */
function titlesOf(task: RunnerTestCase): string[] {
  const titles = [task.name];
  for (let { suite } = task; suite; suite = suite.suite) titles.unshift(suite.name);
  return titles;
}
