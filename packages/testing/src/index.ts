export type { TestFigures } from '@coroscope/profile';
export type { Subject } from './counts/subject.js';
export { keepProbes } from './windows/keep-probes.js';
export type { CoroscopeMatchers } from './matchers/matcher-types.js';
export { matchers } from './matchers/matchers.js';
export { createUnmeasuredMatchers } from './matchers/unmeasured-matchers.js';
export type { Verdict } from './matchers/verdict.js';
export { tagOfTest, TestWindow } from './windows/test-window.js';
