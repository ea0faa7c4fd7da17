import type { FunctionKind, SiteDescription, SiteKind } from './profile.js';

const SITE_KINDS: Record<SiteKind, { isHeldByConsumer: boolean; canStartEarlier: boolean }> = {
  await: { isHeldByConsumer: false, canStartEarlier: true },
  return: { isHeldByConsumer: false, canStartEarlier: true },
  // These wait for the next step of something: of an iteration, of a consumer, of the end of a scope.
  'for await': { isHeldByConsumer: false, canStartEarlier: false },
  'await using': { isHeldByConsumer: false, canStartEarlier: false },
  yield: { isHeldByConsumer: true, canStartEarlier: false },
  'yield*': { isHeldByConsumer: true, canStartEarlier: false },
};

/** Whether an activation at such a site is held by its consumer; at any other, by a promise. */
export function isHeldByConsumer(kind: SiteKind): boolean {
  return SITE_KINDS[kind].isHeldByConsumer;
}

/** Whether the program could have started earlier what such a site waits for. */
export function canStartEarlier(kind: SiteKind): boolean {
  return SITE_KINDS[kind].canStartEarlier;
}

/** Whether one activation may wait at a site again and again. */
export function isRepeated({ inLoop, kind }: SiteDescription): boolean {
  // The head of a `for await` waits in each iteration, and stands before the loop.
  return inLoop || kind === 'for await';
}

const FUNCTION_KINDS: Record<FunctionKind, { isCoroutine: boolean; isGenerator: boolean }> = {
  module: { isCoroutine: false, isGenerator: false },
  function: { isCoroutine: false, isGenerator: false },
  async: { isCoroutine: true, isGenerator: false },
  generator: { isCoroutine: true, isGenerator: true },
  asyncGenerator: { isCoroutine: true, isGenerator: true },
};

/** Whether it is an async function or a generator. */
export function isCoroutine(kind: FunctionKind): boolean {
  return FUNCTION_KINDS[kind].isCoroutine;
}

/** Whether it is a generator, synchronous or asynchronous. */
export function isGenerator(kind: FunctionKind): boolean {
  return FUNCTION_KINDS[kind].isGenerator;
}

interface Suspensions {
  suspensions: number;
  awaiting: number;
}

/** Whether a function can leave the stack without exiting. */
export function canSuspend(kind: FunctionKind, { suspensions, awaiting }: Suspensions): boolean {
  // Of the others only one that was profiled by hand, or has a top-level await, can, and then it does.
  return isCoroutine(kind) || suspensions > 0 || awaiting > 0;
}

/** Whether a function can wait for a promise; if not, it has no such figures. */
export function canAwait(kind: FunctionKind, figures: Suspensions): boolean {
  return kind !== 'generator' && canSuspend(kind, figures);
}
