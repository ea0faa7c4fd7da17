interface FindingBase {
  /** Index in the profile's `functions`: whose finding it is. */
  function: number;
  /** Indices in the profile's `sites`, in source order. */
  sites: number[];
  /**
   * Milliseconds at stake, at most: what overlapping would save, or how long the thread was held.
   * 0 for what hangs, where no time can be named.
   */
  cost: number;
}

/** Awaits that one activation made one after another. */
export interface SequentialAwaits extends FindingBase {
  kind: 'sequentialAwaits';
  /** How often the most frequent pair of them followed each other. */
  times: number;
  /** Activations of the function that were alive in the window: the cost is summed over them. */
  calls: number;
}

/** An await, or several, that one activation made again and again in a loop. */
export interface AwaitInLoop extends FindingBase {
  kind: 'awaitInLoop';
  /** How often activations waited there; of several awaits, at the most frequent one. */
  times: number;
  /** Activations of the function that were alive in the window: the cost is summed over them. */
  calls: number;
}

/** A function, called or resumed by the event loop, that kept the event loop from going on. */
export interface BlockedEventLoop extends FindingBase {
  kind: 'blockedEventLoop';
  /** Index in the profile's `threads`. */
  thread: number;
  /** When the longest stretch began: milliseconds since the window opened. */
  start: number;
  /** The function that most of the longest stretch was spent in, callees included. */
  heaviest: number;
  /** How many of the thread's stretches, long enough to be a finding, began in this function. */
  stretches: number;
}

/** Activations that were waiting for a promise when the figures were read. */
export interface UnsettledAwait extends FindingBase {
  kind: 'unsettledAwait';
  activations: number;
  /**
   * Whether some of them had called nothing that hangs itself: the place to look at first. The
   * others may merely wait for what they called.
   */
  innermost: boolean;
}

/** Generators that were held by their consumers when the figures were read. */
export interface PausedGenerator extends FindingBase {
  kind: 'pausedGenerator';
  activations: number;
}

export type Finding =
  SequentialAwaits | AwaitInLoop | BlockedEventLoop | UnsettledAwait | PausedGenerator;
