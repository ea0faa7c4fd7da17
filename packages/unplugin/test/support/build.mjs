// Builds with real bundlers, in a process of their own: they are ES modules, which Jest's are not.
// Reads a request `{ plugins, builds: [{ tool, directory, entry, options, … }] }` as JSON, and
// answers in the last line with what each build had to say: `[{ warnings, error }]`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const request = JSON.parse(readFileSync(0, 'utf8'));
const require = createRequire(import.meta.url);

const plugin = async (tool, options) => {
  const { default: create } = await import(pathToFileURL(join(request.plugins, `${tool}.js`)).href);
  return create(options);
};

/** TypeScript for Rollup, with maps, as its plugins have them. */
const typescript = {
  name: 'typescript',
  async transform(code, id) {
    if (!/\.m?tsx?$/.test(id)) return null;
    const esbuild = await import('esbuild');
    const loader = id.endsWith('x') ? 'tsx' : 'ts';
    return esbuild.transform(code, { loader, sourcemap: true, sourcefile: id });
  },
};

const presets = [
  require.resolve('@babel/preset-typescript'),
  require.resolve('@babel/preset-react'),
];

/** @returns the warnings */
const tools = {
  async esbuild({ entry, outfile, options, esbuild = 'esbuild' }) {
    const { build } = require(esbuild);
    const { warnings } = await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      sourcemap: true,
      absWorkingDir: process.cwd(),
      plugins: [await plugin('esbuild', options)],
      logLevel: 'silent',
    });
    return warnings.map(({ text }) => text);
  },
  async rollup({ entry, outfile, options }) {
    const { rollup } = await import('rollup');
    const warnings = [];
    const bundle = await rollup({
      input: entry,
      plugins: [await plugin('rollup', options), resolveRuntime, typescript],
      onwarn: ({ message }) => warnings.push(message),
    });
    await bundle.write({ file: outfile, format: 'es', sourcemap: true });
    await bundle.close();
    return warnings;
  },
  async rolldown({ entry, outfile, options }) {
    const { build } = await import('rolldown');
    const warnings = [];
    await build({
      input: entry,
      platform: 'node',
      plugins: [await plugin('rolldown', options)],
      output: { file: outfile, format: 'es', sourcemap: true },
      onLog: (level, { message }) => level === 'warn' && warnings.push(message),
    });
    return warnings;
  },
  async vite({ entry, outfile, options, vite = 'vite', vue = false, cacheDir }) {
    const { build, createLogger } = await import(vite);
    const warnings = [];
    const customLogger = { ...createLogger('silent'), warn: (message) => warnings.push(message) };
    const plugins = [await plugin('vite', options)];
    if (vue) plugins.push((await import('@vitejs/plugin-vue')).default());
    await build({
      configFile: false,
      root: process.cwd(),
      cacheDir,
      customLogger,
      plugins,
      build: {
        ssr: entry,
        outDir: dirname(outfile),
        emptyOutDir: false,
        sourcemap: true,
        minify: false,
        rollupOptions: { output: { entryFileNames: basename(outfile) } },
      },
      ssr: { noExternal: true },
    });
    return warnings;
  },
  async webpack(build) {
    const webpack = require('webpack');
    const use = {
      loader: require.resolve('babel-loader'),
      options: { presets, configFile: false },
    };
    return compile(webpack, 'webpack', build, use);
  },
  async rspack(build) {
    const { rspack } = await import('@rspack/core');
    const parser = { syntax: 'typescript', tsx: true };
    const use = { loader: 'builtin:swc-loader', options: { jsc: { parser, target: 'es2022' } } };
    return compile(rspack, 'rspack', build, use);
  },
};

/** Rollup resolves no packages by itself. */
const resolveRuntime = {
  name: 'resolve-runtime',
  resolveId: (id) =>
    id === '@coroscope/runtime'
      ? join(process.cwd(), 'node_modules/@coroscope/runtime/index.mjs')
      : null,
};

/** webpack's interface, which is also Rspack's. */
async function compile(
  create,
  tool,
  { entry, outfile, options, cache, devtool = 'source-map' },
  use,
) {
  const compiler = create({
    mode: 'development',
    target: 'node',
    context: process.cwd(),
    entry,
    devtool,
    cache: cache ?? false,
    output: { path: dirname(outfile), filename: basename(outfile) },
    module: { rules: [{ test: /\.m?tsx?$/, use }] },
    plugins: [await plugin(tool, options)],
    optimization: { minimize: false },
    infrastructureLogging: { level: 'error' },
  });
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  );
  await new Promise((resolve) => compiler.close(resolve));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return warnings.map(({ message }) => message);
}

process.chdir(request.directory);
const answer = [];
for (const { tool, ...build } of request.builds) {
  try {
    answer.push({ warnings: await tools[tool](build) });
  } catch (error) {
    answer.push({ warnings: [], error: error.message });
  }
}
process.stdout.write(`\n${JSON.stringify(answer)}`);
