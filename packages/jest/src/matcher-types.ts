/* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-namespace, @typescript-eslint/no-unused-vars --
   interfaces that are augmented must be written as they are there */
import type { CoroscopeMatchers } from '@coroscope/testing';
// What is augmented has to be loaded.
import type {} from 'expect';

export type { CoroscopeMatchers };

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends CoroscopeMatchers<R> {}
}

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends CoroscopeMatchers<R> {}
  }
}
