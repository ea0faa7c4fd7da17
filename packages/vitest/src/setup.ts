/**
 * The set-up file that every worker runs first: starts the engine, adds the matchers, and records each
 * test and the file.
 */
import { profiler } from '@coroscope/runtime';
import { keepProbes, matchers, tagOfTest, TestWindow, type TestFigures } from '@coroscope/testing';
import {
  afterAll,
  beforeEach,
  expect,
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestFile,
} from 'vitest';
import { aroundTests } from './recording/around-tests.js';
import type { FiguresMeta } from './recording/figures-meta.js';

keepProbes();
// Without isolation, an earlier file has started the profiler with its own instance of this module.
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

await aroundTests(
  (task, run) => windowOf(task).run(run),
  (task) => {
    const window = windowOf(task);
    windows.delete(task);
    profiler.withoutRecording(() => attach(task, titlesOf(task), window.close(), window.isShared));
  },
);

// Before the hooks of older versions, which belong to the test as well.
beforeEach(({ task }) => {
  ({ file } = task);
  windowOf(task);
});

afterAll(() => {
  if (file !== undefined)
    attach(
      file,
      [],
      profiler.withoutRecording(() => fileWindow.read()),
    );
  fileWindow.close();
});

/** Puts figures into the meta data that Vitest passes to the reporters. */
function attach(
  task: RunnerTask,
  titles: string[],
  profile: TestFigures['profile'],
  isShared = false,
): void {
  const { filepath } = task.file;
  (task.meta as FiguresMeta).coroscope = { file: filepath, titles, isShared, profile };
}

/** Collects the titles of the blocks around a test, the outermost first, and its own. */
function titlesOf(task: RunnerTestCase): string[] {
  const titles = [task.name];
  for (let { suite } = task; suite; suite = suite.suite) titles.unshift(suite.name);
  return titles;
}
