import type { Profile } from '@coroscope/runtime/contract';
import type { OwnCode } from '../platform/own-code.js';

/** Call paths from which on a profile takes longer to be written than what shortens it takes to be loaded. */
const MANY = 5000;

/** What a thread saves of its profile: as it is, or, where it is large, as files of profiles are. */
export function encodeShard(profile: Profile, ownCode: OwnCode): object {
  let callPaths = 0;
  for (const { contexts } of profile.threads) callPaths += contexts.parent.length;
  if (callPaths < MANY) return profile;
  const part = ownCode.loadPart('shard-encoding') as typeof import('@coroscope/profile/encoding');
  return part.encodeProfile(profile);
}
