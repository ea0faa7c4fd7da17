import { Buffer } from 'node:buffer';
// One contender in a process of its own: loads it, then does what the messages of the parent say.
import { gzipSync } from 'node:zlib';
import { sum } from '../statistics.mjs';
import { contender } from './contenders.mjs';
import { readSource } from './corpus.mjs';

const tool = await contender(process.argv[2]).load();
let sources = [];

const WARM_PASSES = 20;
const WARM_SECONDS = 12;
const TURN_SECONDS = 2;

function secondsSince(start) {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const TASKS = {
  /** Reads the sources; those that the tool can't instrument are told by name. */
  load(files) {
    sources = files.map((source) => ({ source, code: readSource(source) }));
    const failures = [];
    for (const { source, code } of sources) {
      try {
        tool.instrument(code, source);
      } catch (error) {
        failures.push({ name: source.name, message: String(error.message).split('\n')[0] });
      }
    }
    return failures;
  },

  /** Passes over the sources until the compiler of the engine has settled, or enough time is spent. */
  warmUp() {
    const start = process.cpuUsage();
    for (let pass = 0; pass < WARM_PASSES && secondsSince(start) < WARM_SECONDS; pass++) {
      for (const { source, code } of sources) tool.instrument(code, source);
    }
  },

  /**
   * The time of one pass over the sources: the mean of as many as fill a turn, since what an engine
   * drops while others have theirs would weigh more on those that are fast. It is processor time of
   * all threads: the clock on the wall would count what else the machine does.
   *
   * @returns {{ milliseconds: number, bytes: number }}
   */
  time() {
    const start = process.cpuUsage();
    let passes = 0;
    do {
      for (const { source, code } of sources) tool.instrument(code, source);
      passes++;
    } while (secondsSince(start) < TURN_SECONDS);
    const milliseconds = (1000 * secondsSince(start)) / passes;
    const bytes = sum(sources.map(({ code }) => Buffer.byteLength(code)));
    return { milliseconds, bytes };
  },

  /** Bytes of what comes out, and of the source printed the same way; raw, and each file gzipped. */
  size() {
    const printed = sources.map(({ source, code }) => tool.print(code, source));
    const instrumented = sources.map(({ source, code }) => tool.instrument(code, source).code);
    return {
      printed: sum(printed.map((text) => Buffer.byteLength(text))),
      printedGzipped: sum(printed.map((text) => gzipSync(text).length)),
      instrumented: sum(instrumented.map((text) => Buffer.byteLength(text))),
      instrumentedGzipped: sum(instrumented.map((text) => gzipSync(text).length)),
    };
  },

  /** @returns {number} the most memory (resident set) that this process ever had, in bytes */
  memory: () => process.resourceUsage().maxRSS * 1024,
};

process.on('message', ({ task, argument }) => {
  try {
    process.send({ result: TASKS[task](argument) });
  } catch (error) {
    process.send({ problem: String(error.message).split('\n')[0] });
  }
});
process.send({ result: 'ready' });
