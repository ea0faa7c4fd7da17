// Puts modules through bundlers one by one: what they import stays an import. Usage:
// modules.mjs <plugins> <directory>, where the modules of a bundler are in a folder of its name, and
// what becomes of `a.mjs` is `a.out.mjs` beside it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build as esbuild } from 'esbuild';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';

const [plugins, directory] = process.argv.slice(2);

async function plugin(tool) {
  const { default: create } = await import(pathToFileURL(join(plugins, `${tool}.js`)).href);
  return create({ cwd: join(directory, tool) });
}

const external = {
  name: 'external',
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind === 'entry-point' ? null : { path, external: true },
    ),
};

const likeRollup = async (tool, create, entries) => {
  const input = Object.fromEntries(
    entries.map((path) => [
      path
        .split('/')
        .at(-1)
        .replace(/\.mjs$/, ''),
      path,
    ]),
  );
  const bundle = await create({
    input,
    external: (_id, importer) => importer !== undefined,
    treeshake: false,
    plugins: [await plugin(tool)],
    preserveEntrySignatures: 'strict',
  });
  await bundle.write({
    dir: join(directory, tool),
    format: 'es',
    entryFileNames: '[name].out.mjs',
  });
  await bundle.close();
};

const tools = {
  rollup: (entries) => likeRollup('rollup', rollup, entries),
  rolldown: (entries) => likeRollup('rolldown', rolldown, entries),
  esbuild: async (entryPoints) =>
    esbuild({
      entryPoints,
      outdir: join(directory, 'esbuild'),
      outExtension: { '.js': '.out.mjs' },
      bundle: true,
      format: 'esm',
      target: 'esnext',
      plugins: [external, await plugin('esbuild')],
    }),
};

for (const [tool, build] of Object.entries(tools)) {
  await build(readdirSync(join(directory, tool)).map((name) => join(directory, tool, name)));
}
