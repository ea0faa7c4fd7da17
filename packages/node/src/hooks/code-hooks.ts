import type { Instrument } from '../instrument.js';
import type { ModuleFormat } from '../typescript/format.js';

/** What the hooks of every kind do to code. */
export interface CodeHooks {
  instrument: Instrument;
  /** Instruments TypeScript or JSX and makes JavaScript of it. */
  compile: (source: string, path: string, format: ModuleFormat) => string;
  /** Whether stack traces go by source maps, so that the code that runs needs one. */
  needsMap: () => boolean;
}
