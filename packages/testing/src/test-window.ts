import { onlyTag } from '@coroscope/profile/activity';
import { profiler, type Profile } from '@coroscope/runtime';
import { runningTest } from './running-test.js';

/** The tags of concurrent tests, so far. */
const testTags = new Set<string>();

/** What a test, or all that are not concurrent, did: the part of a profile that is not others'. */
export function partOf(tag: string | undefined, profile: Profile): Profile {
  if (tag !== undefined && profile.threads.some((thread) => thread.tag === tag)) {
    return onlyTag(profile, tag);
  }
  const isOwn = (other: string | undefined) =>
    tag === undefined && (other === undefined || !testTags.has(other));
  return { ...profile, threads: profile.threads.filter((thread) => isOwn(thread.tag)) };
}

/** The figures from the beginning of a test to its end. */
export class TestWindow {
  readonly #window = profiler.window();
  /** Where tests run at the same time, all of them are in the window, and tags tell them apart. */
  readonly tag: string | undefined;
  /** Whether other tests are in the figures: where they can't be told apart. */
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

  /** Runs a concurrent test, so that what it does is known as its own. */
  run<Result>(test: () => Result): Result {
    return this.tag === undefined || !runningTest ? test() : runningTest.run(this, test);
  }

  read(): Profile {
    return partOf(this.tag, this.#window.read());
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

function sequentialTest(): TestWindow | undefined {
  return openWindows.findLast(({ tag }) => tag === undefined);
}
