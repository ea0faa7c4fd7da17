/**
 * For `setupFilesAfterEnv`, first: adds the matchers, and records each test and the file.
 */
import { matchers } from '@coroscope/testing';
import type { Expect } from 'expect';
import { recordTests } from './recording/record-tests.js';

// Jest's own: a global of the realm.
declare const expect: Expect;

expect.extend(matchers);
recordTests();
