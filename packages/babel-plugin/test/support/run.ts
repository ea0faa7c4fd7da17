import vm from 'node:vm';
import { transformSync, type TransformOptions } from '@babel/core';
import { functionTable, type FunctionRow } from '@coroscope/profile';
import { probes, profiler } from '@coroscope/runtime';
import coroscope, { type PluginOptions } from '../../src/index.js';

export const FILENAME = '/project/src/shop.js';

/** Compiles with Babel as it is configured here alone. */
export function compile(code: string, babel: TransformOptions = {}): string {
  const options = {
    filename: FILENAME,
    cwd: '/project',
    configFile: false,
    babelrc: false,
  } as const;
  return transformSync(code, { ...options, ...babel })!.code!;
}

/** As `compile`, with our plugin before the others. */
export function instrumented(
  code: string,
  babel: TransformOptions = {},
  options: PluginOptions = {},
): string {
  return compile(code, { ...babel, plugins: [[coroscope, options], ...(babel.plugins ?? [])] });
}

export interface Run {
  exports: Record<string, unknown>;
  log: unknown[];
  /** By name. Empty where nothing was instrumented. */
  figures: Map<string, FunctionRow>;
}

let now = 0;

/** Runs CommonJS to the end of all promises, under a clock that `advance` alone moves. */
export async function run(
  code: string,
  modules: Record<string, unknown> = {},
  globals: Record<string, unknown> = {},
): Promise<Run> {
  const log: unknown[] = [];
  const module = { exports: {} as Record<string, unknown> };
  const parameters = {
    module,
    exports: module.exports,
    require: (name: string) => (name === '@coroscope/runtime' ? { probes } : modules[name]),
    log: (...values: unknown[]) => void log.push(...values),
    advance: (ms: number) => void (now += ms),
    /** Promises a value, after which the time is that of the wait. */
    wait: async (ms: number, value?: unknown) => {
      await null;
      now += ms;
      return value;
    },
    ...globals,
  };
  const body = vm.runInThisContext(`(function (${Object.keys(parameters).join()}) {${code}\n})`);
  profiler.reset();
  profiler.start({ clock: () => now });
  try {
    await body(...Object.values(parameters));
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve));
  } finally {
    profiler.stop();
  }
  const rows = functionTable(profiler.snapshot());
  const { functions } = profiler.snapshot();
  const figures = new Map(rows.map((row) => [functions[row.function]!.name, row]));
  return { exports: module.exports, log, figures };
}
