import { onlyTag } from '@coroscope/profile/processors';
import { profiler, type Profile } from '@coroscope/runtime';
import { runningTest } from './running-test.js';

/** The tags of all concurrent tests so far. */
const testTags = new Set<string>();

/** Selects what a concurrent test did, by its tag, or what all tests that are not concurrent did. */
export function partOf(tag: string | undefined, profile: Profile): Profile {
  if (tag !== undefined && profile.threads.some((thread) => thread.tag === tag)) {
    return onlyTag(profile, tag);
  }
  const isOwn = (other: string | undefined) =>
    tag === undefined && (other === undefined || !testTags.has(other));
  return { ...profile, threads: profile.threads.filter((thread) => isOwn(thread.tag)) };
}

/** A window from the beginning of a test to its end. */
export class TestWindow {
  readonly #window = profiler.window();
  /** Set for a concurrent test: the window holds other tests as well, and tags tell them apart. */
  readonly tag: string | undefined;
  /** Whether the figures include other tests, because the host can't tell them apart. */
  readonly isShared: boolean;

  /** @param isConcurrent whether other tests may run at the same time */
  constructor(isConcurrent = false) {
    this.isShared = isConcurrent && runningTest === undefined;
    if (isConcurrent && !this.isShared) {
      this.tag = `test ${testTags.size + 1}`;
      testTags.add(this.tag);
    }
    openWindows.push(this);
  }

  /** Runs a concurrent test under its tag. */
  run<Result>(test: () => Result): Result {
    return this.tag === undefined || !runningTest ? test() : runningTest.run(this, test);
  }

  read(): Profile {
    return partOf(this.tag, this.#window.read());
  }

  /** Closes the window, and returns the profile of the whole test. */
  close(): Profile {
    openWindows.splice(openWindows.indexOf(this), 1);
    const profile = this.read();
    this.#window.close();
    return profile;
  }
}

const openWindows: TestWindow[] = [];

/** For `profiler.start({ tag })`. */
export function tagOfTest(): string | undefined {
  return (runningTest?.getStore() as TestWindow | undefined)?.tag;
}

/**
 * The window of the test that is running, the innermost where tests are nested.
 *
 * @throws Error where no test is running, or several are that can't be told apart
 */
export function currentTest(): TestWindow {
  const current = (runningTest?.getStore() as TestWindow | undefined) ?? sequentialTest();
  if (current === undefined) {
    throw new Error(
      'coroscope: no test is running. Matchers in the past tense check what happened since the test began; outside of tests, measure a callback.',
    );
  }
  if (current.isShared) {
    throw new Error(
      'coroscope: other tests ran at the same time as this one, and the figures are those of all of them. Run it by itself.',
    );
  }
  return current;
}

function sequentialTest(): TestWindow | undefined {
  return openWindows.findLast(({ tag }) => tag === undefined);
}
