/** What can be pushed to. */
export const RECEIVERS = ['pyroscope', 'otlp'] as const;

export type ReceiverName = (typeof RECEIVERS)[number];
