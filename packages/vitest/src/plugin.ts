// Files that run outside of tests, as global set-up does, are instrumented as well.
import '@coroscope/runtime';
import { checkToolVersion } from '@coroscope/testing/adapter';
import { isEnabled } from '@coroscope/transform/adapter';
import instrument from '@coroscope/unplugin/vite';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { VitestPluginContext } from 'vitest/node';
import { version } from '../package.json';
import { PACKAGE, splitOptions, VITEST, type CoroscopeOptions } from './options.js';
import { CoroscopeReporter } from './reporter.js';

type Plugin = ReturnType<typeof instrument>[number];

/** Runs in every worker before the tests, and before what the user has set up. */
const SETUP = fileURLToPath(new URL('./setup.js', import.meta.url));

/**
 * A query with which Vitest runs a file of a dependency itself, anew for each test file, and does not
 * leave it to Node. It does that with set-up files, but only with those that it has read itself.
 */
const INLINED = '?init';

/**
 * The plugin for Vitest: instruments what tests load, and adds figures of every test, matchers and a
 * report.
 *
 * @throws Error for an option that does not exist, a value that it can't have, or a Vitest that is
 * too old
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ plugins: [coroscope()] });
 */
export default function coroscope(options: CoroscopeOptions = {}): Plugin[] {
  const { instrument: instrumentOptions, report } = splitOptions(options);
  if (!isEnabled(options)) return [];
  const plugin: Plugin & { configureVitest(context: VitestPluginContext): void } = {
    name: 'coroscope:vitest',

    config(config) {
      const root = config.root ?? process.cwd();
      checkToolVersion(PACKAGE, VITEST, root);
      const test = ((config as TestConfig).test ??= {});
      test.setupFiles = [SETUP, ...[test.setupFiles ?? []].flat()];
      test.reporters = [
        ...[test.reporters ?? 'default'].flat(),
        new CoroscopeReporter(root, report),
      ];
    },

    configureVitest(context) {
      // Projects that share the root's server have not been through the hook above.
      const { setupFiles } = context.project.config;
      if (!setupFiles.includes(SETUP)) setupFiles.unshift(`${SETUP}${INLINED}`);
      // Only newer versions keep transformed modules from one run to the next.
      const { defineCacheKeyGenerator: keyed, experimental_defineCacheKeyGenerator: keyedOnce } =
        context as Partial<VitestPluginContext>;
      const key = cacheKey(options);
      (keyed ?? keyedOnce)?.(() => key);
    },
  };
  const instrumented = instrument({
    // By their texts, matchers know functions that they are given.
    sourceText: true,
    ...instrumentOptions,
    runtime: 'global',
    live: false,
  });
  return [...instrumented, plugin];
}

/** What Vitest adds to the configuration of Vite. */
interface TestConfig {
  test?: { setupFiles?: string | string[]; reporters?: unknown };
}

/** What is different whenever the same module may be instrumented differently. */
function cacheKey(options: CoroscopeOptions): string {
  const text = JSON.stringify([version, Object.entries(options).sort()]);
  return `coroscope:${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}
