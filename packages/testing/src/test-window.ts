import { profiler, type Profile, type Window } from '@coroscope/runtime';

/** The figures from the beginning of a test to its end. */
export class TestWindow {
  readonly #window: Window;
  #isShared = false;

  private constructor() {
    this.#window = profiler.window();
  }

  /**
   * @param runsAmongOthers tests that run at the same time are in each other's windows: figures of
   *   single tests can't be had then
   */
  static open(runsAmongOthers = false): TestWindow {
    const opened = new TestWindow();
    for (const other of openWindows) {
      if (!runsAmongOthers) break;
      other.#isShared = true;
      opened.#isShared = true;
    }
    openWindows.push(opened);
    return opened;
  }

  /** Whether other tests ran in the window, too. */
  get isShared(): boolean {
    return this.#isShared;
  }

  read(): Profile {
    return this.#window.read();
  }

  /** The figures of the whole test. */
  close(): Profile {
    openWindows.splice(openWindows.indexOf(this), 1);
    const profile = this.read();
    this.#window.close();
    return profile;
  }
}

const openWindows: TestWindow[] = [];

/**
 * The window of the test that is running, the innermost where tests are nested.
 *
 * @throws Error where no test is running, or several are
 */
export function currentTest(): TestWindow {
  const current = openWindows.at(-1);
  if (current === undefined) {
    throw new Error(
      'coroscope: no test is running. Matchers of functions tell what has happened since the test began; outside of tests, measure a callback.',
    );
  }
  if (current.isShared) {
    throw new Error(
      'coroscope: other tests ran at the same time as this one, and the figures are those of all. Let it run by itself.',
    );
  }
  return current;
}
