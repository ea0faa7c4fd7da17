// The TypeScript compiler at work in a process of its own, on a task that the parent sends.
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { performance } from 'node:perf_hooks';
import { probes, profiler } from '@coroscope/runtime';

/**
 * @typedef {object} Task
 * @property {string} code path of the compiler, instrumented or not
 * @property {keyof typeof RUNTIMES} runtime what its probes do
 * @property {string[]} files of the project that it checks
 * @property {boolean} noLib whether the project does without the library of the language
 */

const require = createRequire(import.meta.url);

/** What instrumented code finds as its runtime. */
const RUNTIMES = {
  off() {},
  on: () => profiler.start(),
  /** Reads the engine's clock at both ends of a timed call, and does nothing else. */
  clock() {
    const now = CLOCKS[profiler.snapshot().clock.source]();
    const kept = new Float64Array(1);
    const enter = () => {
      kept[0] = now();
      return 1;
    };
    const exit = () => {
      kept[0] = now();
    };
    const value = { ...probes, on: true, enter, enterModule: enter, exit, count() {} };
    Object.defineProperty(globalThis, '__coroscope__', { value });
  },
};

/** The clocks that the engine chooses from, by the name that profiles give them. */
const CLOCKS = {
  'performance.now': () => performance.now.bind(performance),
  'process.hrtime.bigint': () => {
    const { bigint } = process.hrtime;
    const nanoseconds = new BigInt64Array([1n]);
    const words = new Uint32Array(nanoseconds.buffer);
    const low = words[0] === 1 ? 0 : 1;
    nanoseconds[0] = bigint();
    const origin = words[1 - low];
    return () => {
      nanoseconds[0] = bigint();
      return (words[1 - low] - origin) * 4294.967296 + words[low] * 1e-6;
    };
  },
};

/** Runs the code as that of the package, which looks for its library next to itself. */
function loadCompiler(code) {
  const filename = require.resolve('typescript');
  const module = new Module(filename);
  module._compile(readFileSync(code, 'utf8'), filename);
  return module.exports;
}

function check(ts, { files, noLib }) {
  const program = ts.createProgram(files, {
    noEmit: true,
    noLib,
    strict: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).length;
}

process.once('message', (task) => {
  RUNTIMES[task.runtime]();
  const ts = loadCompiler(task.code);
  const start = process.cpuUsage();
  const diagnostics = check(ts, task);
  const { user, system } = process.cpuUsage(start);
  process.send({ milliseconds: (user + system) / 1000, diagnostics }, () => process.exit());
});
