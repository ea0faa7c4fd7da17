// Builds every package: declarations by tsc, one bundled file per entry and module system by esbuild.
// Bundling matters for the runtime: probes that reach each other across modules would not inline. So
// does which bundler: esbuild makes variables of the constants at the top of modules, which V8 then
// reads and checks at every access. Rolldown leaves them alone.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';

const packagesDirectory = dirname(fileURLToPath(import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** Entries that nobody imports by name: what a command, another thread or a page of ours runs. */
const internalEntries = { cli: ['main'], node: ['loader'], unplugin: ['live-page'] };

/** What tools are to leave alone wherever they find it: it runs inside of what they instrument. */
const ownCode = ['runtime', 'profile', 'testing', 'jest', 'vitest', 'browser'];
const ignored = { js: '/*! coroscope ignore file */' };

/** The source entry points of a package: what its `exports` name, and the internal ones. */
function entryPoints(name, manifest) {
  return Object.keys(manifest.exports)
    .filter((subpath) => !subpath.endsWith('.json'))
    .map((subpath) => (subpath === '.' ? 'index' : subpath.slice('./'.length)))
    .concat(internalEntries[name] ?? []);
}

async function buildPackage(name) {
  const directory = join(packagesDirectory, name);
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const hasCommonJs = JSON.stringify(manifest.exports).includes('dist/cjs');
  const shared = {
    absWorkingDir: directory,
    entryPoints: entryPoints(name, manifest).map((entry) => `./src/${entry}.ts`),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    loader: { '.html': 'text', '.css': 'text' },
    banner: ownCode.includes(name) ? ignored : {},
  };
  if (name === 'runtime') {
    await buildRuntime(directory, entryPoints(name, manifest));
    return;
  }
  const esm = { ...shared, format: 'esm', splitting: true, outdir: 'dist/esm', metafile: true };
  const { metafile } = await build(esm);
  removeOthers(join(directory, 'dist/esm'), Object.keys(metafile.outputs));
  if (!hasCommonJs) return;
  await build({ ...shared, format: 'cjs', outdir: 'dist/cjs' });
  finishCommonJs(directory);
}

/** An ES module of the runtime is one function, in which constants stay constant whoever bundles it again. */
async function buildRuntime(directory, entries) {
  for (const entry of entries) await buildRuntimeEntry(directory, entry);
  removeOthers(
    join(directory, 'dist/esm'),
    entries.map((entry) => `${entry}.js`),
  );
  finishCommonJs(directory);
}

async function buildRuntimeEntry(directory, entry) {
  const bundle = await rolldown({
    cwd: directory,
    input: `./src/${entry}.ts`,
    platform: 'node',
    transform: { target: 'node20' },
  });
  const { output } = await bundle.generate({ format: 'iife', name: 'runtime', banner: ignored.js });
  const [{ code, exports }] = output;
  mkdirSync(join(directory, 'dist/esm'), { recursive: true });
  const names = exports.join(', ');
  // In two statements: what only looks for `export` does not see the names of a pattern.
  const module = `${code}\nconst { ${names} } = runtime;\nexport { ${names} };\n`;
  writeFileSync(join(directory, `dist/esm/${entry}.js`), module);
  await bundle.write({ format: 'cjs', dir: 'dist/cjs', banner: ignored.js });
  await bundle.close();
}

/** Says which module system the files are of, and gives them their declarations. */
function finishCommonJs(directory) {
  mkdirSync(join(directory, 'dist/cjs'), { recursive: true });
  writeFileSync(join(directory, 'dist/cjs/package.json'), '{ "type": "commonjs" }\n');
  cpSync(join(directory, 'dist/esm'), join(directory, 'dist/cjs'), {
    recursive: true,
    filter: (source) => !source.endsWith('.js'),
  });
}

/** Removes what earlier builds have left: chunks are named after their content. */
function removeOthers(directory, outputs) {
  const current = new Set(outputs.map((path) => basename(path)));
  for (const name of readdirSync(directory)) {
    if (name.endsWith('.js') && !current.has(name)) rmSync(join(directory, name));
  }
}

/** The runtime and all that pages need of it as one file for a plain script. */
async function buildScript() {
  const directory = join(packagesDirectory, 'browser');
  await build({
    absWorkingDir: directory,
    entryPoints: ['./src/global.ts'],
    outfile: 'dist/coroscope.js',
    bundle: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
    banner: ignored,
  });
}

// The compiler has said what is wrong.
const declarations = spawnSync(process.execPath, [tsc, '-b', packagesDirectory], {
  stdio: 'inherit',
});
if (declarations.status !== 0) process.exit(1);

const published = [
  'runtime',
  'profile',
  'transform',
  'babel-plugin',
  'browser',
  'unplugin',
  'node',
  'report',
  'testing',
  'jest',
  'vitest',
  'cli',
];
for (const name of published) await buildPackage(name);
await buildScript();
