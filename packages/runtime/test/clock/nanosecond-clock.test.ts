import type { wallClock } from '../../src/clock/clock.js';
import type { now, startTime } from '../../src/clock/engine-time.js';
import type { lastEvent } from '../../src/clock/registers.js';
import type { tick } from '../../src/engine/shadow-stack.js';

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

/** A new engine, loaded when the machine's clock shows a moment; `show` sets that clock. */
function engineFrom(moment: bigint): { engine: Engine; show: (moment: bigint) => void } {
  let shown = moment;
  process.hrtime.bigint = () => shown;
  const engine = {} as Engine;
  jest.isolateModules(() => {
    for (const file of [
      'clock/registers',
      'clock/clock',
      'clock/engine-time',
      'engine/shadow-stack',
    ]) {
      Object.assign(engine, jest.requireActual(`../../src/${file}.js`));
    }
  });
  return { engine, show: (next) => (shown = next) };
}

const LOW_WORD = 2n ** 32n;
const YEAR = 365n * 86_400n * 10n ** 9n;

test.each([
  ['one nanosecond', 5n, 1n, 1e-6],
  ['an hour with its nanoseconds', 7n, 3_600_000_000_123n, 3_600_000.000123],
  ['the nanosecond that fills the low word', 9n * LOW_WORD - 1n, 1n, 1e-6],
  ['what a signed integer would take for a negative number', 0n, LOW_WORD - 1n, 4294.967295],
  ['nanoseconds of a machine that has run for a year', YEAR, 40n, 40e-6],
])('the nanosecond clock measures %s', (_name, start, length, milliseconds) => {
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
