// Bundles what the packages publish, from their manifests: each entry of `exports` as an ES module, and
// as CommonJS too where it has a `require` condition. tsc has written the declarations beforehand.
import { VISITOR_KEYS } from '@babel/types';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';
import license from 'rollup-plugin-license';

const packages = dirname(fileURLToPath(import.meta.url));

const { floors } = JSON.parse(readFileSync(join(packages, 'architecture.json'), 'utf8'));

/** Entries that are not imported by name: what a command, another thread or a page of ours runs. */
const INTERNAL_ENTRIES = {
  coroscope: ['main', 'compile-cache'].map((name) => ({
    name,
    isImported: false,
    isCommand: true,
  })),
  '@coroscope/unplugin': [{ name: 'nuxt-server' }],
  '@coroscope/node': [
    { name: 'loader' },
    { name: 'preload', isRequired: true, isImported: false },
    { ...partNamed('watcher'), isWhole: true },
    ...[
      'own-code',
      'start',
      'module-hooks',
      'configuration',
      'instrumentation',
      'merging',
      'images',
      'shard-encoding',
    ].map(partNamed),
  ],
};

/** A file that `OwnCode` of @coroscope/node loads: it is required only, and shares no chunks. */
function partNamed(name) {
  return { name, isImported: false, isPart: true };
}

/** Packages whose code runs in instrumented programs. No tool may instrument it, wherever it finds it. */
const IGNORED = new Set([
  'coroscope',
  ...['browser', 'jest', 'profile', 'report', 'runtime', 'testing', 'vitest'].map(
    (name) => `@coroscope/${name}`,
  ),
]);

/**
 * Packages into which their dependencies are bundled, except for the runtime, of which a program has one.
 * They load in the program's own process, where hooks may send any import elsewhere.
 */
const SELF_CONTAINED = new Set(['@coroscope/node']);

/** Packages that still work for the profiler when the program that they run in has ended. */
const IN_PROCESS = new Set(['@coroscope/node', '@coroscope/runtime']);

/**
 * Has code use the language's globals as they are when it is loaded, or as `OwnCode` of @coroscope/node hands
 * them over: a program may delete or replace them.
 */
const CAPTURED_GLOBALS =
  'const { Array, BigInt, Boolean, Error, Float64Array, Int32Array, JSON, Map, Math, Number, Object, Promise, ' +
  'Proxy, RangeError, Reflect, RegExp, Set, String, Symbol, SyntaxError, TypeError, Uint32Array, Uint8Array, ' +
  'WeakMap, WeakSet, process, Buffer } = typeof ownGlobals === "object" ? ownGlobals : globalThis;';

const IGNORE_FILE = '/*! coroscope ignore file */';

function publishedManifests() {
  return (
    readdirSync(packages, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(packages, entry.name))
      .filter((directory) => existsSync(join(directory, 'package.json')))
      // The plugin for SWC is built by cargo.
      .filter((directory) => existsSync(join(directory, 'src')))
      .map((directory) => ({ directory, ...readManifest(directory) }))
      .filter((manifest) => !manifest.private)
      .sort((a, b) => floorOf(a) - floorOf(b))
  );
}

/** The floor of a package in the architecture: what it may bundle stands on a lower one, and is built before. */
function floorOf({ directory }) {
  return floors.findIndex((names) => names.includes(basename(directory)));
}

function readManifest(directory) {
  return JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
}

/** The names of the entries of a package, and whether each of them is required as well as imported. */
function entriesOf({ name, exports }) {
  const exported = Object.entries(exports)
    .filter(([subpath]) => !subpath.endsWith('.json'))
    .map(([subpath, conditions]) => ({
      name: subpath === '.' ? 'index' : subpath.slice('./'.length),
      isRequired: conditions.require !== undefined,
    }));
  return [...exported, ...(INTERNAL_ENTRIES[name] ?? [])];
}

function inputOf(directory, entries) {
  return Object.fromEntries(
    entries.map(({ name }) => [name, join(directory, 'src', `${name}.ts`)]),
  );
}

const RUNTIME = /^@coroscope\/runtime(\/|$)/;

/** Packages of which nothing is needed but a table; see `tablesOnly`. */
const TABLES = { '@babel/types': { VISITOR_KEYS } };

function isPackage(id) {
  return !id.startsWith('.') && !isAbsolute(id) && !(id in TABLES);
}

/** The same for what every test file loads anew: of reading profiles it has what it uses, in its own file. */
function isPackageOfTests(id) {
  return isPackage(id) && !/^@coroscope\/profile\//.test(id);
}

/** Takes tables out of packages while we build: to load `@babel/types` takes longer than most files do. */
const tablesOnly = {
  name: 'tables-only',
  resolveId: (id) => (id in TABLES ? `\0${id}` : null),
  load(id) {
    const table = TABLES[id.slice(1)];
    if (!id.startsWith('\0') || table === undefined) return null;
    const names = Object.entries(table);
    return names
      .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
      .join('');
  },
};

/** What an entry imports when it runs; the rest is part of its bundle. */
function externalsOf(manifest, entries) {
  // A thread of its own, which runs nothing of the program.
  if (entries.some(({ isWhole }) => isWhole)) return [];
  if (SELF_CONTAINED.has(manifest.name)) return RUNTIME;
  if (manifest.name === '@coroscope/testing') return isPackageOfTests;
  // The command is to start fast: what it consists of is not looked for.
  if (entries.some(({ isCommand }) => isCommand)) return /^open$/;
  return isPackage;
}

const UNUSED_BUILTIN = /^require\("node:[\w/]+"\);\n/gm;

/** Has code that is bundled find the files of its own package, such as the hooks that it starts programs with. */
const ownLocations = {
  name: 'own-locations',
  transform(code, id) {
    const [, name] = /[\\/]packages[\\/]([\w-]+)[\\/](?:src|dist)[\\/]/.exec(id) ?? [];
    if (name === undefined || !code.includes('import.meta.url')) return null;
    return code
      .replaceAll('createRequire(import.meta.url))()', 'require)()')
      .replaceAll('import.meta.url', `locationOf('${name}')`);
  },
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      // What is left of modules of Node that nothing uses, and that take their time to load.
      if (chunk.type === 'chunk') chunk.code = chunk.code.replace(UNUSED_BUILTIN, '');
    }
  },
};

/** The URL of a file in the folder that a package of ours is imported from. */
const LOCATION_OF =
  'const locationOf = (name) => require("node:url").pathToFileURL(' +
  'require.resolve(`@coroscope/${name}/package.json`).replace(/package\\.json$/, "dist/esm/index.js")).href;';

function build(manifest, entries, output) {
  const external = externalsOf(manifest, entries);
  const isOwnCodeOnly = external === isPackage || external === isPackageOfTests;
  return {
    cwd: manifest.directory,
    input: inputOf(manifest.directory, entries),
    external,
    // What is bundled of a package is what is used of it.
    treeshake: { moduleSideEffects: (id) => !/^node:|node_modules/.test(id) },
    platform: 'node',
    moduleTypes: { '.html': 'text', '.css': 'text' },
    transform: { target: 'node20' },
    plugins: [tablesOnly, isOwnCodeOnly ? undefined : thirdPartyLicenses(manifest)],
    output: {
      banner: IGNORED.has(manifest.name) ? IGNORE_FILE : '',
      intro: IN_PROCESS.has(manifest.name) ? CAPTURED_GLOBALS : '',
      entryFileNames: '[name].js',
      // Beside the entries, so that what is relative to `import.meta.url` is so in chunks, too.
      chunkFileNames: 'chunk-[name].js',
      exports: 'named',
      ...output,
    },
  };
}

/**
 * The licences of what others have written, by the packages of ours that contain it, which are built in several
 * steps, and by their own names.
 */
const licensesWithin = new Map();

/** Writes the licences of what others have written and a package of ours contains. */
function thirdPartyLicenses({ name, directory }) {
  const licenses = licensesWithin.get(name) ?? new Map();
  licensesWithin.set(name, licenses);
  return license({
    cwd: directory,
    thirdParty(dependencies) {
      for (const dependency of dependencies) {
        if (!/^(@coroscope\/|coroscope$)/.test(dependency.name)) {
          licenses.set(dependency.name, dependency.text());
        }
      }
      const texts = [...licenses].sort().map(([, text]) => text);
      const file = join(directory, 'dist/third-party-licenses.txt');
      writeFileSync(file, texts.join(`\n\n${'-'.repeat(80)}\n\n`));
    },
  });
}

/** Says of which module system the files are, and gives them their declarations. */
function commonJsPackage({ directory }) {
  const declarations = join(directory, 'dist/types');
  return {
    name: 'commonjs-package',
    generateBundle() {
      const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
      emit('package.json', '{ "type": "commonjs" }\n');
      for (const path of readdirSync(declarations, { recursive: true })) {
        if (path.endsWith('.d.ts')) emit(path, readFileSync(join(declarations, path), 'utf8'));
      }
    },
  };
}

function buildsOf(manifest) {
  const entries = entriesOf(manifest);
  const imported = entries.filter(({ isImported = true }) => isImported);
  const required = entries.filter(({ isRequired }) => isRequired);
  const parts = entries.filter(({ isPart }) => isPart);
  const commands = entries.filter(({ isCommand }) => isCommand);
  const builds = [build(manifest, imported, { dir: 'dist/esm', format: 'esm', cleanDir: true })];
  if (required.length > 0) {
    builds.push(
      build(manifest, required, {
        dir: 'dist/cjs',
        format: 'cjs',
        cleanDir: true,
        plugins: [commonJsPackage(manifest)],
      }),
    );
  }
  for (const command of commands) {
    const commandBuild = build(manifest, [command], {
      dir: 'dist/cjs',
      format: 'cjs',
      chunkFileNames: 'command-[name].js',
      intro: LOCATION_OF,
      // All that runs a program until it has started is one file.
      codeSplitting: { groups: [{ name: 'start', test: /src\/(main|actions\/run-program)\.ts$/ }] },
    });
    builds.push({
      ...commandBuild,
      plugins: [...commandBuild.plugins, ownLocations],
      // As built, it has a copy of what reads profiles, which the reports have, too.
      resolve: { alias: aliasesOf('node') },
    });
  }
  builds.push(...parts.map((part) => build(manifest, [part], { dir: 'dist/cjs', format: 'cjs' })));
  return builds;
}

/** The sources of a package instead of what is built of it. */
function aliasesOf(name) {
  const directory = join(packages, name);
  const { exports } = readManifest(directory);
  const entries = entriesOf({ name: '', exports });
  // The longest first: an alias stands for what begins with it, too.
  return Object.fromEntries(
    entries
      .map((entry) => [
        entry.name === 'index' ? `@coroscope/${name}` : `@coroscope/${name}/${entry.name}`,
        join(directory, 'src', `${entry.name}.ts`),
      ])
      .sort(([a], [b]) => b.length - a.length),
  );
}

/**
 * An ES module of the runtime is one function. Its probes inline each other, and its constants stay
 * constants to V8 when an application bundles it again with a tool that makes `var` of `const` at the
 * top of modules (docs/performance.md). So entries share no chunks.
 */
function runtimeBuilds(manifest) {
  return entriesOf(manifest).flatMap((entry, index) => [
    build(manifest, [entry], {
      dir: 'dist/esm',
      format: 'iife',
      name: 'runtime',
      postFooter: ({ exports }) => exportsOfFunction(exports.join(', ')),
      cleanDir: index === 0,
    }),
    build(manifest, [entry], {
      dir: 'dist/cjs',
      format: 'cjs',
      cleanDir: index === 0,
      plugins: index === 0 ? [commonJsPackage(manifest)] : [],
    }),
  ]);
}

/** Two statements: what only looks for `export` does not see the names of a pattern. */
function exportsOfFunction(names) {
  return `const { ${names} } = runtime;\nexport { ${names} };\n`;
}

/** The runtime and all that pages need of it, as one file for a plain script. */
function scriptBuild({ directory }) {
  return {
    cwd: directory,
    input: 'src/global.ts',
    platform: 'browser',
    resolve: { alias: { '@coroscope/runtime': join(packages, 'runtime/src/index.ts') } },
    transform: { target: 'es2022' },
    output: { file: 'dist/coroscope.js', format: 'iife', banner: IGNORE_FILE },
  };
}

export default defineConfig(
  publishedManifests().flatMap((manifest) => {
    if (manifest.name === '@coroscope/runtime') return runtimeBuilds(manifest);
    if (manifest.name === '@coroscope/browser')
      return [...buildsOf(manifest), scriptBuild(manifest)];
    return buildsOf(manifest);
  }),
);
