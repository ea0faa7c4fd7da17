import type { FunctionKind } from '@coroscope/runtime/contract';

/** How emitted code reaches the probes; see docs/emitted-code.md. */
export type RuntimeAccess = 'import' | 'require' | 'global';

/** The options in the form that the walk reads. */
export interface InstrumentSettings {
  filename: string;
  runtime: RuntimeAccess;
  runtimeModule: string;
  leaves: 'count' | 'time' | 'skip';
  kinds: ReadonlySet<FunctionKind>;
}
