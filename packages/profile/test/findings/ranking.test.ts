import { findings } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

/**
 * Fifty loops at once could save 90 ms if what they wait for can take more, and the module held the loop for 25 ms
 * while others waited for a part of that.
 */
const limitAndHold = (idle: number, blame: number, saving = 4500) =>
  findings(
    buildProfile({
      elapsed: 140,
      idle,
      offStack: 140 - 25,
      elsewhere: 140 - 25 - idle,
      names: { '<module>': { kind: 'module' }, worker: { kind: 'async', line: 2 } },
      places: { sleep: { of: 'worker', line: 2, inLoop: true } },
      contexts: [
        {
          of: '<module>',
          calls: 1,
          self: 25,
          onStack: 25,
          awaiting: 115,
          blame,
          children: [{ of: 'worker', calls: 50, suspensions: 500, awaiting: 5750, external: 5750 }],
        },
      ],
      functions: {
        '<module>': { span: 140, idle, peak: 1 },
        worker: { span: 115, idle, peak: 50 },
      },
      sites: { sleep: { suspended: 500, resumed: 500, waiting: 5750, longest: 11.5 } },
      sequences: [['sleep', 'sleep', 450, saving]],
      stretches: [{ start: 0, duration: 25, context: 1, heaviest: 1, blame }],
    }),
  ).map(({ kind, cost }) => [kind, cost]);

it('what held a thread with time to spare comes after what would give more, even under a condition', () => {
  expect(limitAndHold(90, 2.4)).toEqual([
    ['concurrency-limit', 90],
    ['blocked-event-loop', 2.4],
  ]);
});

it('and before what would give less', () => {
  expect(limitAndHold(90, 24, 20)).toEqual([
    ['blocked-event-loop', 24],
    ['concurrency-limit', 20],
  ]);
});

it('what held a busy thread comes first', () => {
  // 30 of 140 ms idle: busy 79 %.
  expect(limitAndHold(30, 2.4)).toEqual([
    ['blocked-event-loop', 25],
    ['concurrency-limit', 30],
  ]);
});
