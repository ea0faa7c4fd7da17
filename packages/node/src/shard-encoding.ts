/** What turns a large profile into what is saved of it. */
export { encodeProfile } from '@coroscope/profile/encoding';
