import { constants, gzipSync } from 'node:zlib';
import { exportedProfile } from '../export/exported-profile.js';
import { pprofMessages } from '../export/pprof-messages.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * A sample for each context, with all of its weights; threads and tags are labels.
 *
 * @see https://github.com/google/pprof/blob/main/proto/profile.proto
 */
export const pprof: ProfileFormat = {
  name: 'pprof',
  content: 'pprof profile',
  extensions: ['.pb.gz', '.pprof'],
  isBinary: true,
  opensWith: (file) => ['go', 'tool', 'pprof', '-http', ':', file],
  render: (profile, options = {}) => [
    gzipSync(Buffer.concat([...pprofMessages(exportedProfile(profile, options), options)]), {
      level: constants.Z_BEST_SPEED,
    }),
  ],
};
