export type { CoroscopeMatchers } from './matcher-types.js';
export { matchers } from './matchers.js';
export type { Subject } from './subject.js';
export type { TestFigures } from '@coroscope/profile';
export { tagOfTest, TestWindow } from './test-window.js';
export type { Verdict } from './verdict.js';
