// Builds with a bundler as a configuration file says. Usage: configured.mjs <tool> <file>
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const [tool, file] = process.argv.slice(2);
const { default: configuration } = await import(pathToFileURL(file).href);

/** webpack's interface, which is also Rspack's. */
async function compile(create) {
  const compiler = create(configuration);
  await new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      if (error || stats.hasErrors()) reject(error ?? new Error(stats.toString()));
      else compiler.close(resolve);
    });
  });
}

const tools = {
  async rollup() {
    const { rollup } = await import('rollup');
    await (await rollup(configuration)).write(configuration.output);
  },
  async rolldown() {
    const { build } = await import('rolldown');
    await build(configuration);
  },
  webpack: () => compile(require('webpack')),
  rspack: async () => compile((await import('@rspack/core')).rspack),
  // It is its own script.
  esbuild: async () => {},
};
await tools[tool]();
