export {
  packComparison,
  unpackComparison,
  type ShownComparison,
} from './packed/packed-comparison.js';
export { packProfile, unpackProfile } from './packed/packed-profile.js';
