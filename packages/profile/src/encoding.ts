/** What is saved of a profile, without all that reads one. */
export { encodeProfile } from './serialization/write-profile.js';
