// The tools that are compared. Each is loaded in a process of its own, and gives two functions:
// `instrument`, which returns the code and makes a source map, and `print`, which returns the source
// as the same tool would print it had there been nothing to instrument.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const directory = dirname(fileURLToPath(import.meta.url));

/** @typedef {import('./corpus.mjs').Source} Source */
/** @typedef {{ code: string, map: unknown }} Output */
/**
 * @typedef {object} Tool
 * @property {(code: string, source: Source) => Output} instrument
 * @property {(code: string, source: Source) => string} print
 */

/** @type {Record<string, { packages: string[], load: () => Promise<Tool> }>} */
export const CONTENDERS = {
  coroscope: {
    packages: ['@coroscope/transform'],
    async load() {
      const { transform } = await import('@coroscope/transform');
      return {
        instrument: (code, { name, sourceType }) => transform(code, { filename: name, sourceType }),
        // Nothing that is of a kind to instrument leaves the text as it was.
        print: (code) => code,
      };
    },
  },
  'vitest (OXC)': {
    packages: ['@vitest/istanbul-lib-instrument'],
    async load() {
      const { createInstrumenter } = await import('@vitest/istanbul-lib-instrument');
      return { instrument: istanbulInstrument(createInstrumenter), print: (code) => code };
    },
  },
  'istanbul-lib-instrument': {
    packages: ['istanbul-lib-instrument'],
    async load() {
      const { createInstrumenter } = require('istanbul-lib-instrument');
      const { parse } = require('@babel/parser');
      const { default: generate } = require('@babel/generator');
      return {
        instrument: istanbulInstrument(createInstrumenter),
        print(code, { sourceType }) {
          const ast = parse(code, { sourceType: sourceType === 'module' ? 'module' : 'script' });
          return generate(ast, { compact: false }).code;
        },
      };
    },
  },
  'babel-plugin-istanbul': babel(
    ['@babel/core', 'babel-plugin-istanbul'],
    [],
    [[require.resolve('babel-plugin-istanbul'), { cwd: directory, excludeNodeModules: false }]],
  ),
  'swc-plugin-coverage-instrument': {
    packages: ['@swc/core', 'swc-plugin-coverage-instrument'],
    async load() {
      const swc = require('@swc/core');
      const plugins = [[require.resolve('swc-plugin-coverage-instrument'), {}]];
      const compile = (code, { name, sourceType }, experimental) =>
        swc.transformSync(code, {
          filename: name,
          isModule: sourceType === 'module' ? true : 'commonjs',
          sourceMaps: true,
          swcrc: false,
          configFile: false,
          jsc: { target: 'esnext', experimental },
        });
      const cacheRoot = join(directory, '../.cache/swc');
      return {
        instrument: (code, source) => compile(code, source, { plugins, cacheRoot }),
        print: (code, source) => compile(code, source, {}).code,
      };
    },
  },
};

const COROSCOPE_PLUGIN = require.resolve('@coroscope/babel-plugin');
const PRESETS = [
  require.resolve('@babel/preset-typescript'),
  require.resolve('@babel/preset-react'),
];
const FOR_TESTS = [
  [require.resolve('@babel/preset-env'), { targets: { node: 'current' }, modules: 'commonjs' }],
  ...PRESETS,
];

/** Runs of @babel/core, without our plugin and with it. */
export const BABEL_RUNS = {
  'parse and print': {
    without: babel(['@babel/core'], [], []),
    with: babel(['@babel/core', '@coroscope/babel-plugin'], [], [COROSCOPE_PLUGIN]),
  },
  'preset-typescript and preset-react': {
    without: babel(['@babel/core', '@babel/preset-typescript', '@babel/preset-react'], PRESETS, []),
    with: babel(['@babel/core', '@coroscope/babel-plugin'], PRESETS, [COROSCOPE_PLUGIN]),
  },
  // What a test runner has Babel do.
  'preset-env for this Node as CommonJS, preset-typescript and preset-react': {
    without: babel(['@babel/core', '@babel/preset-env'], FOR_TESTS, []),
    with: babel(['@babel/core', '@coroscope/babel-plugin'], FOR_TESTS, [COROSCOPE_PLUGIN]),
  },
};

/** Every contender by name; the runs of Babel are called after what is in them. */
export function contender(name) {
  if (Object.hasOwn(CONTENDERS, name)) return CONTENDERS[name];
  const [run, variant] = name.split(': ');
  return BABEL_RUNS[run][variant];
}

/** The versions of what a contender is made of. */
export function versions({ packages }) {
  return packages.map((name) => `${name} ${installedVersion(name)}`);
}

function istanbulInstrument(createInstrumenter) {
  const instrumenters = {
    module: createInstrumenter({ esModules: true, produceSourceMap: true }),
    commonjs: createInstrumenter({ esModules: false, autoWrap: true, produceSourceMap: true }),
  };
  return (code, { name, sourceType }) => {
    const instrumenter = instrumenters[sourceType];
    const instrumented = instrumenter.instrumentSync(code, name);
    return { code: instrumented, map: instrumenter.lastSourceMap() };
  };
}

function babel(packages, presets, plugins) {
  return {
    packages,
    async load() {
      const { transformSync } = require('@babel/core');
      const compile = (code, { name, sourceType }, withPlugins) =>
        transformSync(code, {
          // Plugins leave out what is in node_modules, which is where the sources really are.
          filename: join(directory, 'sources', name),
          cwd: directory,
          babelrc: false,
          configFile: false,
          compact: false,
          sourceMaps: true,
          sourceType: sourceType === 'module' ? 'module' : 'script',
          parserOpts: { allowReturnOutsideFunction: true },
          presets,
          plugins: withPlugins,
        });
      return {
        instrument: (code, source) => compile(code, source, plugins),
        print: (code, source) => compile(code, source, []).code,
      };
    },
  };
}

function installedVersion(name) {
  for (const path of require.resolve.paths(name)) {
    try {
      return JSON.parse(readFileSync(join(path, name, 'package.json'), 'utf8')).version;
    } catch {
      // In a directory further up, then.
    }
  }
  return '(not installed)';
}
