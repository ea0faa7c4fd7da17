import type { SiteKind } from './document.js';

/** Whether an activation at such a site is held by its consumer; at any other, by a promise. */
export function isHeldByConsumer(kind: SiteKind): boolean {
  return kind === 'yield' || kind === 'yield*';
}
