/**
 * For `setupFilesAfterEnv`, where the environment does not ask for figures: adds matchers that pass.
 */
import { createUnmeasuredMatchers } from '@coroscope/testing';
import type { Expect } from 'expect';

// Jest's own: a global of the realm.
declare const expect: Expect;

expect.extend(createUnmeasuredMatchers((message) => console.warn(message)));
