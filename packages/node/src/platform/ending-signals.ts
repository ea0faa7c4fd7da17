import { constants } from 'node:os';

/** Signals by which people end a program. */
const COMMON_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Those by which other programs do (nodemon, `timeout`, a limit of processor time), and a key with which few do. */
const FURTHER_SIGNALS = ['SIGQUIT', 'SIGUSR2', 'SIGALRM', 'SIGXCPU'] as const;

export type EndingSignal = (typeof COMMON_SIGNALS)[number] | (typeof FURTHER_SIGNALS)[number];

/** What ends a program by itself, as far as this system has it. */
export const ENDING_SIGNALS: readonly EndingSignal[] = [
  ...COMMON_SIGNALS,
  ...FURTHER_SIGNALS.filter((name) => constants.signals[name] !== undefined),
];

/** Those for which a listener is no surprise, where there is no other way to hear of one. */
export const LISTENED_SIGNALS: readonly EndingSignal[] = COMMON_SIGNALS;
