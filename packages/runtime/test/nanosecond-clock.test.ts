import type { lastEvent } from '../src/cells.js';
import type { wallClock } from '../src/clock.js';
import type { now, startTime } from '../src/engine-time.js';
import type { tick } from '../src/shadow-stack.js';

interface Engine {
  wallClock: typeof wallClock;
  startTime: typeof startTime;
  now: typeof now;
  tick: typeof tick;
  lastEvent: typeof lastEvent;
}

const { bigint } = process.hrtime;

afterEach(() => {
  process.hrtime.bigint = bigint;
});

/** An engine of its own, loaded while the machine shows a moment, whose clock shows what it is told. */
function engineFrom(moment: bigint): { engine: Engine; show: (moment: bigint) => void } {
  let shown = moment;
  process.hrtime.bigint = () => shown;
  const engine = {} as Engine;
  jest.isolateModules(() => {
    for (const file of ['cells', 'clock', 'engine-time', 'shadow-stack']) {
      Object.assign(engine, jest.requireActual(`../src/${file}.js`));
    }
  });
  return { engine, show: (next) => (shown = next) };
}

const LOW_HALF = 2n ** 32n;
const YEAR = 365n * 86_400n * 10n ** 9n;

test.each([
  ['one nanosecond', 5n, 1n, 1e-6],
  ['an hour with its nanoseconds', 7n, 3_600_000_000_123n, 3_600_000.000123],
  ['the nanosecond that fills the low half', 9n * LOW_HALF - 1n, 1n, 1e-6],
  ['what an integer would take for less than nothing', 0n, LOW_HALF - 1n, 4294.967295],
  ['nanoseconds of a machine that has run for a year', YEAR, 40n, 40e-6],
])('the clock of nanoseconds tells %s', (_name, start, length, milliseconds) => {
  const { engine, show } = engineFrom(start);
  engine.startTime(engine.wallClock);
  const standing = engine.now();
  const reading = engine.wallClock.read();
  engine.tick();
  show(start + length);
  expect(engine.wallClock.read() - reading).toBeCloseTo(milliseconds, 8);
  expect(engine.now() - standing).toBeCloseTo(milliseconds, 8);
  const before = engine.lastEvent[0];
  engine.tick();
  expect(engine.lastEvent[0] - before).toBeCloseTo(milliseconds, 8);
});
