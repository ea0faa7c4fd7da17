import type { ContextFigures } from '../figures/figures.js';

/**
 * The part of the time waited for what is not instrumented that is neither surely outside nor possibly
 * contended. A window may have more contended time than it saw of the wait, which ends in it.
 */
export function undecided({
  external,
  outside,
  contended,
}: Pick<ContextFigures, 'external' | 'outside' | 'contended'>): number | undefined {
  return outside === undefined || contended === undefined
    ? undefined
    : Math.max(0, external - outside - contended);
}
