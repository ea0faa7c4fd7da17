import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { median } from '../statistics.mjs';
import { BABEL_RUNS, CONTENDERS, contender, versions } from './contenders.mjs';
import { javascriptFiles, typescriptCompiler, typescriptFiles } from './corpus.mjs';
import { Contender } from './process.mjs';
import { factor, megabytes, percent, speed, table } from './tables.mjs';

/**
 * Compares the transform with the tools that do most nearly the same. `--short` only shows that it
 * runs: a few files, one round.
 */
export async function run(args) {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '9' },
    },
  });
  const rounds = values.short ? 1 : Number(values.rounds);
  const some = (files) => (values.short ? files.filter((_, i) => i % 60 === 0) : files);

  console.log(
    `Node ${process.version}, ${process.arch}, ${cpus()[0]?.model ?? 'processor unknown'}\n`,
  );
  await compareTools(some(javascriptFiles()), rounds);
  if (!values.short) await compareOnLargeFile(typescriptCompiler(), Math.min(rounds, 3));
  const [print, ...presets] = Object.keys(BABEL_RUNS);
  await measureBabelPlugin(print, some(javascriptFiles()), rounds);
  for (const run of presets) await measureBabelPlugin(run, some(typescriptFiles()), rounds);
}

async function compareTools(files, rounds) {
  await withContenders(Object.keys(CONTENDERS), files, async (contenders, sources) => {
    const passes = await interleave(contenders, rounds);
    const rows = [];
    for (const [i, each] of contenders.entries()) {
      const size = await each.ask('size');
      rows.push([
        versions(contender(each.name)).join(', '),
        speed(passes[i]),
        factor(ratioOf(passes[i], passes[0])),
        factor(size.instrumented / size.printed),
        factor(size.instrumentedGzipped / size.printedGzipped),
      ]);
    }
    console.log(`${sources.length} files of JavaScript, median of ${rounds} rounds\n`);
    console.log(table(['', 'MB/s', 'time to ours', 'size', 'gzipped'], rows));
  });
}

/** One process after the other: several of them at once would not fit into memory. */
async function compareOnLargeFile(files, rounds) {
  const rows = [];
  let ours = null;
  for (const name of Object.keys(CONTENDERS)) {
    const each = new Contender(name);
    try {
      const [failure] = await each.ask('load', files);
      if (failure) throw new Error(failure.message);
      const memory = await each.ask('memory');
      const passes = [];
      for (let round = 0; round < rounds; round++) passes.push(await each.ask('time'));
      ours ??= passes;
      const size = await each.ask('size');
      rows.push([
        name,
        speed(passes),
        factor(ratioOf(passes, ours)),
        megabytes(memory),
        factor(size.instrumented / size.printed),
        factor(size.instrumentedGzipped / size.printedGzipped),
      ]);
    } catch (error) {
      rows.push([name, error.message, '', '', '', '']);
    }
    each.close();
  }
  console.log(`${files[0].name}, median of ${rounds} rounds; memory at the end of the first\n`);
  console.log(table(['', 'MB/s', 'time to ours', 'memory', 'size', 'gzipped'], rows));
}

async function measureBabelPlugin(name, files, rounds) {
  const variants = Object.keys(BABEL_RUNS[name]).map((variant) => `${name}: ${variant}`);
  await withContenders(variants, files, async (contenders, sources) => {
    const [without, withPlugin] = await interleave(contenders, rounds);
    const rows = [
      ['without the plugin', speed(without), ''],
      ['with it', speed(withPlugin), percent(ratioOf(withPlugin, without) - 1)],
    ];
    console.log(`@babel/core, ${name}: ${sources.length} files, median of ${rounds} rounds\n`);
    console.log(table(['', 'MB/s', 'on top'], rows));
  });
}

/** Starts the contenders on the files that all of them can instrument, having warmed them up. */
async function withContenders(names, files, measure) {
  const contenders = names.map((name) => new Contender(name));
  try {
    const left = new Set(files);
    for (const each of contenders) {
      const failures = await each.ask('load', files);
      for (const { name, message } of failures) {
        console.log(`left out: ${name}, on which ${each.name} fails (${message})\n`);
        for (const file of left) if (file.name === name) left.delete(file);
      }
    }
    for (const each of contenders) {
      await each.ask('load', [...left]);
      await each.ask('warmUp');
    }
    await measure(contenders, [...left]);
  } finally {
    for (const each of contenders) each.close();
  }
}

/** In turn, so that what else the machine does falls on all of them alike. */
async function interleave(contenders, rounds) {
  const passes = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, each] of contenders.entries()) passes[i].push(await each.ask('time'));
  }
  return passes;
}

/** How many times as long, by the median of the ratios of each round. */
function ratioOf(passes, reference) {
  return median(passes.map(({ milliseconds }, i) => milliseconds / reference[i].milliseconds));
}
