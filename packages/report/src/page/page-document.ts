import type { Profile, ShownComparison } from '@coroscope/profile';

/** What a page shows: a profile, a trace as the bytes of its file, or how two states of a program differ. */
export type PageDocument =
  | { kind: 'profile'; name: string; profile: Profile }
  | { kind: 'trace'; name: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'comparison'; name: string; shown: ShownComparison };
