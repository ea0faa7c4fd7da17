// What the plugin adds to SWC's time and output, beside another plugin and, for the output, Babel's:
//   npm run bench -- swc [--rounds 7]
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as babel from '@babel/core';
import presetTypescript from '@babel/preset-typescript';
import * as swc from '@swc/core';
import babelPlugin from '@coroscope/babel-plugin';
import coroscope from '@coroscope/swc-plugin';
import { median, sum } from '../statistics.mjs';
import { javascriptFiles, readSource, typescriptFiles } from '../transform/corpus.mjs';

const require = createRequire(import.meta.url);
const cacheRoot = join(import.meta.dirname, '../.cache/swc');

const contenders = {
  'SWC alone': [],
  'swc-plugin-coverage-instrument': [[require.resolve('swc-plugin-coverage-instrument'), {}]],
  coroscope: coroscope({ include: '**' }),
};

const compile = ({ code, name, sourceType }, plugins) =>
  swc.transformSync(code, {
    filename: name,
    isModule: sourceType === 'module' ? true : 'commonjs',
    sourceMaps: true,
    swcrc: false,
    configFile: false,
    jsc: {
      target: 'esnext',
      parser: /\.tsx?$/.test(name)
        ? { syntax: 'typescript', tsx: name.endsWith('x') }
        : { syntax: 'ecmascript' },
      experimental: { plugins, cacheRoot },
    },
  }).code;

/** Without indentation: SWC indents by four columns, and Babel by two. */
const textLength = (code) => code.replace(/^[ \t]+/gm, '').length;

const compileByBabel = ({ code, name, sourceType }) =>
  babel.transformSync(code, {
    filename: name,
    sourceType,
    babelrc: false,
    configFile: false,
    // Babel's own printing, however long the file.
    compact: false,
    presets: /\.tsx?$/.test(name) ? [[presetTypescript, { onlyRemoveTypeImports: true }]] : [],
    plugins: [[babelPlugin, { include: '**' }]],
  }).code;

function measure(title, files, rounds) {
  const sources = files.map((file) => ({ ...file, code: readSource(file) }));
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const sizes = {};
  // In turn, so that what else the machine does falls on all of them.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, plugins] of Object.entries(contenders)) {
      const start = process.cpuUsage();
      const outputs = sources.map((source) => compile(source, plugins));
      // The first round fills caches.
      const { user, system } = process.cpuUsage(start);
      if (round > 0) times[name].push((user + system) / 1000);
      sizes[name] = sum(outputs.map((code) => code.length));
    }
  }
  console.log(`\n${title}: ${sources.length} files, swc ${swc.version}`);
  const alone = median(times['SWC alone']);
  for (const name of Object.keys(contenders)) {
    const time = median(times[name]);
    const added = name === 'SWC alone' ? '' : `, ${(time - alone).toFixed(0)} ms added`;
    const growth = (sizes[name] / sizes['SWC alone']).toFixed(2);
    console.log(`  ${name}: ${time.toFixed(0)} ms${added}, output ${growth} times SWC's`);
  }
  const ours = sum(sources.map((source) => textLength(compile(source, contenders.coroscope))));
  const ratio = ours / sum(sources.map((source) => textLength(compileByBabel(source))));
  console.log(`  output without indentation: ${ratio.toFixed(2)} times that of Babel's plugin`);
}

export function run(args) {
  const options = { rounds: { type: 'string', default: '7' } };
  const rounds = Number(parseArgs({ args, options }).values.rounds);
  measure('JavaScript', javascriptFiles(), rounds);
  measure('TypeScript', typescriptFiles(), rounds);
}
