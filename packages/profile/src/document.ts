export { displayPath } from './document/display-path.js';
export {
  canAwait,
  canStartEarlier,
  canSuspend,
  isCoroutine,
  isGenerator,
  isHeldByConsumer,
  isRepeated,
} from './document/kinds.js';
export * from './document/profile.js';
export { ProfileError } from './document/profile-error.js';
export type { TestFigures } from './document/test-figures.js';
export { readProfile } from './serialization/read-profile.js';
export { encodeProfile, writeProfile } from './serialization/write-profile.js';
