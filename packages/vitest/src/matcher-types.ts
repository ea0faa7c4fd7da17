/* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-namespace --
   what is augmented must be written as it is there */
import type { CoroscopeMatchers } from '@coroscope/testing';
// What is augmented has to be loaded.
import type {} from 'vitest';

export type { CoroscopeMatchers };

declare global {
  // The type parameters of Vitest's own interface differ from version to version.
  namespace Chai {
    interface Assertion extends CoroscopeMatchers {}
  }
}
