import type { Profile } from './profile.js';

/** What a test, or a whole test file, did: as it goes from where tests run to who reports. */
export interface TestFigures {
  /** Path of the test file. */
  file: string;
  /** The titles of the blocks around the test and its own; empty for the figures of the file. */
  titles: string[];
  /** Whether other tests ran in the window, too, and are in the figures. */
  isShared: boolean;
  profile: Profile;
}
