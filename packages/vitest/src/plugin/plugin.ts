// Files that run outside of tests, such as global set-up, are instrumented as well.
import '@coroscope/runtime';
import { cacheKey, checkInstalledTool, isEnabled, SUPPORTED_TOOLS } from '@coroscope/adapter';
import instrument from '@coroscope/unplugin/vite';
import { fileURLToPath } from 'node:url';
import type { VitestPluginContext } from 'vitest/node';
import { PACKAGE, splitOptions, type CoroscopeOptions } from './options.js';
import { CoroscopeReporter } from './reporter.js';

type Plugin = ReturnType<typeof instrument>[number];

/** The set-up file that every worker runs before the user's own. */
const SETUP = fileURLToPath(new URL('./setup.js', import.meta.url));
/** The same, where nothing is to be measured. */
const UNMEASURED = fileURLToPath(new URL('./unmeasured.js', import.meta.url));

/**
 * A query with which Vitest itself runs a file of a dependency, anew for each test file, instead of
 * leaving it to Node. It does so without a query only with set-up files of the configuration it read.
 */
const INLINED = '?init';

/**
 * The plugin for Vitest: instruments what tests load, and adds figures of every test, matchers and a
 * report.
 *
 * @throws Error for an option that does not exist or has a value it can't have, and for a Vitest that
 * is too old
 *
 * @example
 * // vitest.config.ts
 * export default defineConfig({ plugins: [coroscope()] });
 */
export default function coroscope(options: CoroscopeOptions = {}): Plugin[] {
  const { instrument: instrumentOptions, report } = splitOptions(options);
  if (!isEnabled(options)) return [unmeasuredPlugin()];
  const plugin: Plugin & { configureVitest(context: VitestPluginContext): void } = {
    name: 'coroscope:vitest',

    config(config) {
      const root = config.root ?? process.cwd();
      checkInstalledTool(PACKAGE, SUPPORTED_TOOLS.vitest, root);
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
      // Only newer versions cache transformed modules between runs.
      const { defineCacheKeyGenerator: keyed, experimental_defineCacheKeyGenerator: keyedOnce } =
        context as Partial<VitestPluginContext>;
      const key = `coroscope:${cacheKey(instrumentOptions)}`;
      (keyed ?? keyedOnce)?.(() => key);
    },
  };
  const instrumented = instrument({
    // Matchers know functions that they are given by their texts.
    sourceText: true,
    ...instrumentOptions,
    runtime: 'global',
    live: false,
  });
  return [...instrumented, plugin];
}

/** The plugin where the environment does not ask for figures: tests find matchers, and nothing else changes. */
function unmeasuredPlugin(): Plugin & { configureVitest(context: VitestPluginContext): void } {
  return {
    name: 'coroscope:unmeasured',
    config(config) {
      const test = ((config as TestConfig).test ??= {});
      test.setupFiles = [UNMEASURED, ...[test.setupFiles ?? []].flat()];
    },
    configureVitest({ project }) {
      const { setupFiles } = project.config;
      if (!setupFiles.includes(UNMEASURED)) setupFiles.unshift(`${UNMEASURED}${INLINED}`);
    },
  };
}

/** The part of the configuration that Vitest adds to Vite's. */
interface TestConfig {
  test?: { setupFiles?: string | string[]; reporters?: unknown };
}
