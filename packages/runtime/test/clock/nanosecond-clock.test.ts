import type { wallClock } from '../../src/clock/clock.js';
import type { now, startTime } from '../../src/clock/engine-time.js';
import type { lastEvent } from '../../src/clock/registers.js';
import type { close, open, resumed, suspend } from '../../src/engine/coroutines.js';
import type { enter, exit, tick } from '../../src/engine/shadow-stack.js';
import type { watchLoop } from '../../src/engine/tasks.js';
import type { register } from '../../src/tables/functions.js';

interface Engine {
  wallClock: typeof wallClock;
  startTime: typeof startTime;
  now: typeof now;
  tick: typeof tick;
  lastEvent: typeof lastEvent;
  watchLoop: typeof watchLoop;
  register: typeof register;
  enter: typeof enter;
  exit: typeof exit;
  open: typeof open;
  close: typeof close;
  suspend: typeof suspend;
  resumed: typeof resumed;
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
      'engine/coroutines',
      'engine/tasks',
      'tables/functions',
    ]) {
      Object.assign(engine, jest.requireActual(`../../src/${file}.js`));
    }
  });
  return { engine, show: (next) => (shown = next) };
}

const LOW_WORD = 2n ** 32n;
const DAY = 86_400n * 10n ** 9n;
const YEAR = 365n * DAY;
const DAY_IN_MILLISECONDS = 86_400_000;

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

/** What a program has to begin with, and what it does each half an hour, of which the moment is returned. */
const PROGRAMS: [string, (engine: Engine, fn: number) => () => number][] = [
  [
    'callbacks',
    ({ enter, exit, lastEvent }, fn) =>
      () => {
        exit(enter(fn));
        return lastEvent[0];
      },
  ],
  [
    'one coroutine that goes on',
    ({ open, suspend, resumed, lastEvent }, fn) => {
      const activation = open(fn);
      suspend(activation, 0, undefined);
      return () => {
        resumed(activation, undefined);
        suspend(activation, 0, undefined);
        return lastEvent[0];
      };
    },
  ],
  ['nothing but readings', ({ now }) => now],
];

describe.each([
  ['tells idle time', true],
  ['does not', false],
])('where the platform %s', (_name, hasLoop) => {
  // A double holds the bits of a reading for 52 days.
  test.each(PROGRAMS)('time is exact after 100 days of %s', (_program, begin) => {
    const { engine, show } = engineFrom(YEAR);
    if (!hasLoop) engine.wallClock.loop = null;
    engine.startTime(engine.wallClock);
    engine.watchLoop();
    const step = begin(engine, engine.register(1, 'program.js', 1, 1, ''));
    const standing = engine.now();
    let moment = standing;
    for (let halfHour = 1n; halfHour <= 100n * 48n; halfHour++) {
      show(YEAR + (halfHour * DAY) / 48n);
      moment = step();
    }
    expect(moment - standing).toBeCloseTo(100 * DAY_IN_MILLISECONDS, 3);
  });

  test('a wait of 100 days is that long', () => {
    const { engine, show } = engineFrom(YEAR);
    if (!hasLoop) engine.wallClock.loop = null;
    engine.startTime(engine.wallClock);
    engine.watchLoop();
    const activation = engine.open(engine.register(1, 'program.js', 1, 1, ''));
    engine.suspend(activation, 0, undefined);
    const before = engine.lastEvent[0];
    show(YEAR + 100n * DAY);
    engine.resumed(activation, undefined);
    expect(engine.lastEvent[0] - before).toBeCloseTo(100 * DAY_IN_MILLISECONDS, 3);
  });
});
