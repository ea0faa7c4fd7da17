import vm from 'node:vm';
import { transformSync } from 'esbuild';
import { transform, type TransformOptions } from '../../src/index.js';
import { createRecorder } from './recorder.js';

/** Runs a script in a realm of its own, with `log`, and gives the log once nothing moves any more. */
export async function runScript(code: string, globals: object = {}): Promise<unknown[]> {
  const entries: unknown[] = [];
  const context = vm.createContext({
    log: (...values: unknown[]) => void entries.push(...values.map(plain)),
    setTimeout,
    ...globals,
  });
  shareDisposalSymbols(vm.runInContext('Symbol', context));
  const completion = await settled(() => vm.runInContext(code, context, { filename: 'test.js' }));
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
  return [...entries, completion];
}

/** Older engines have the symbols of disposal in no realm, or in the main one alone. */
function shareDisposalSymbols(symbols: SymbolConstructor): void {
  for (const name of ['dispose', 'asyncDispose'] as const) {
    const value = (Symbol as Partial<SymbolConstructor>)[name] ?? Symbol.for(`Symbol.${name}`);
    for (const holder of [Symbol, symbols]) {
      if (!(name in holder)) Object.defineProperty(holder, name, { value });
    }
  }
}

async function settled(run: () => unknown): Promise<unknown> {
  try {
    return plain(await run());
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

/** A value that can be compared across realms. */
function plain(value: unknown): unknown {
  if (typeof value === 'function') return `function ${value.name}/${value.length}`;
  if (typeof value === 'symbol') return value.toString();
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** Makes `using` run on every Node. Other code stays as it is. */
export function lowerUsing(code: string): string {
  if (!/\busing\b/.test(code)) return code;
  return transformSync(code, { target: 'node20', supported: { using: false } }).code;
}

/** Runs a script instrumented, and gives what its probes were told. */
export async function record(code: string, options: TransformOptions = {}) {
  const recorder = createRecorder();
  const result = transform(code, {
    filename: 'test.js',
    sourceType: 'script',
    modules: false,
    ...options,
  });
  const log = await runScript(lowerUsing(result.code), { __coroscope__: recorder.probes });
  return { ...recorder, ...result, log };
}
