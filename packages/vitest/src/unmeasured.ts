/** The set-up file of every worker where the environment does not ask for figures: adds matchers that pass. */
import { createUnmeasuredMatchers } from '@coroscope/testing';
import { expect } from 'vitest';

expect.extend(createUnmeasuredMatchers((message) => console.warn(message)));
