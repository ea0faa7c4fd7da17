import type { FunctionKind } from '@coroscope/runtime/contract';
import type { InstrumentSettings, RuntimeAccess } from '../walk/settings.js';
import type { InstrumentOptions } from './instrument-options.js';

const KINDS: readonly FunctionKind[] = [
  'module',
  'function',
  'async',
  'generator',
  'asyncGenerator',
];

export function instrumentSettings(
  options: InstrumentOptions,
  sourceType: string,
): InstrumentSettings {
  const kinds = new Set(options.kinds ?? KINDS);
  if (options.modules === false) kinds.delete('module');
  return {
    filename: options.filename ?? 'unknown',
    runtime: runtimeAccess(options.runtime, sourceType),
    runtimeModule: options.runtimeModule ?? '@coroscope/runtime',
    leaves: options.leaves ?? 'count',
    kinds,
  };
}

/** Only a module can import; what else wants to, requires. */
function runtimeAccess(wanted: RuntimeAccess | undefined, sourceType: string): RuntimeAccess {
  if (sourceType === 'module') return wanted ?? 'import';
  if (wanted !== undefined) return wanted === 'import' ? 'require' : wanted;
  return sourceType === 'commonjs' ? 'require' : 'global';
}
