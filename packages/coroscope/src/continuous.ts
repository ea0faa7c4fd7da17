export { continuous, type Continuous, type ContinuousOptions } from './push/continuous.js';
export type { Labels } from './push/labels.js';
export { PushError } from './push/push-error.js';
