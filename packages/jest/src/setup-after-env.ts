/**
 * For `setupFilesAfterEnv`, first: the matchers, and the figures of each test and of the file.
 */
import { matchers } from '@coroscope/testing';
import type { Expect } from 'expect';
import { recordTests } from './record-tests.js';

// Jest's own: a global of the realm.
declare const expect: Expect;

expect.extend(matchers);
recordTests();
