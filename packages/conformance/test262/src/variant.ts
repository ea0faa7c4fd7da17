import type { TransformOptions } from '../../../transform/src/options.js';
import type { Mode } from './mode.js';

/** A way to run a test. */
export interface Variant {
  /** Null: parsed and printed, but not instrumented. */
  transform: TransformOptions | null;
  /** Whether the profiler records meanwhile. */
  isRunning: boolean;
  /** Whether it is run for every n-th test only. */
  isSampled: boolean;
  modes: readonly Mode[];
}

const ALL: readonly Mode[] = ['sloppy', 'strict', 'module'];

export type VariantName =
  'bare' | 'instrumented' | 'sourceText' | 'imported' | 'timedLeaves' | 'stopped';

export const VARIANTS: Readonly<Record<VariantName, Variant>> = {
  bare: { transform: null, isRunning: false, isSampled: false, modes: ALL },
  instrumented: {
    transform: { runtime: 'global' },
    isRunning: true,
    isSampled: false,
    modes: ALL,
  },
  sourceText: {
    transform: { runtime: 'global', sourceText: true },
    isRunning: true,
    isSampled: false,
    modes: ALL,
  },
  imported: {
    transform: { runtime: 'import' },
    isRunning: true,
    isSampled: false,
    modes: ['module'],
  },
  timedLeaves: {
    transform: { runtime: 'global', leaves: 'time' },
    isRunning: true,
    isSampled: true,
    modes: ALL,
  },
  stopped: {
    transform: { runtime: 'global' },
    isRunning: false,
    isSampled: true,
    modes: ALL,
  },
};
