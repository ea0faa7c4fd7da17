import type { Mode } from './mode.js';
import type { VariantName } from './variant.js';

/** One run of one test. */
export interface Job {
  /** A checkout of test262. */
  root: string;
  /** The test, relative to the root. */
  path: string;
  mode: Mode;
  variant: VariantName;
  /** How long to wait for a promise or for `$DONE`, in milliseconds. */
  patience: number;
}
