import { isEnabled } from '@coroscope/adapter';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import createRollupPlugin from '../bundlers/rollup.js';
import { completeViteOptions, optionsIn, type VitePluginOptions } from '../vite/options.js';
import createVitePlugins from '../vite/plugins.js';

/** The part of Nuxt that the module uses. */
interface Nuxt {
  options: { dev: boolean; rootDir: string; experimental?: { viteEnvironmentApi?: boolean } };
  hook(name: 'vite:extend', extend: (context: { config: ViteConfig }) => void): void;
  hook(
    name: 'vite:extendConfig',
    extend: (config: ViteConfig, environment: { isClient: boolean }) => void,
  ): void;
  hook(name: 'nitro:config', extend: (config: NitroConfig) => void): void;
}

interface ViteConfig {
  plugins?: unknown[];
}

interface NitroConfig {
  plugins?: string[];
  rollupConfig?: { plugins?: unknown };
}

/** What runs first in Nitro's server in development. */
const NITRO_PLUGIN = fileURLToPath(new URL('./nuxt-server.js', import.meta.url));

/**
 * The module for Nuxt. It instruments what Vite compiles, for pages and for the server, and what Nitro bundles; in
 * development, it starts the profiler in the thread in which Nitro runs that.
 *
 * @throws Error for an option that does not exist or has a value it can't have
 */
export function setupNuxt(given: VitePluginOptions, nuxt: Nuxt): void {
  const { dev, rootDir, experimental } = nuxt.options;
  // Vite's root is another folder than Nitro's: the paths in reports are to have one.
  const options = { cwd: rootDir, ...completeViteOptions(given) };
  if (!isEnabled(options)) return;

  if (experimental?.viteEnvironmentApi) {
    nuxt.hook('vite:extend', ({ config }) => addPlugins(config, createVitePlugins(options)));
  } else {
    // Two servers of Vite, of which the first serves the page.
    nuxt.hook('vite:extendConfig', (config, { isClient }) =>
      addPlugins(
        config,
        createVitePlugins({ ...options, live: isClient && options.live !== false }),
      ),
    );
  }
  nuxt.hook('nitro:config', (config) => {
    const own = optionsIn('ssr', options);
    if (own === undefined) return;
    const rollup = (config.rollupConfig ??= {});
    const exclude = [own.exclude ?? [], dirname(NITRO_PLUGIN), '.nuxt'].flat();
    rollup.plugins = [rollup.plugins ?? [], createRollupPlugin({ ...own, exclude })].flat();
    if (dev) (config.plugins ??= []).push(NITRO_PLUGIN);
  });
}

function addPlugins(config: ViteConfig, plugins: unknown[]): void {
  (config.plugins ??= []).push(...plugins);
}
