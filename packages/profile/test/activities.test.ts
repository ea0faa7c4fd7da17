import { activities } from '../src/tables/activities.js';
import { buildProfile } from './build-profile.js';

describe('what the functions of a window did', () => {
  const profile = buildProfile({
    names: {
      test: { kind: 'async' },
      load: { kind: 'async' },
      poll: { kind: 'async' },
      rows: { kind: 'asyncGenerator' },
    },
    places: {
      'test: load': { of: 'test', line: 1 },
      'load: query': { of: 'load', line: 2 },
      'load: parse': { of: 'load', line: 3 },
      'load: each': { of: 'load', line: 4, kind: 'for await' },
      'poll: tick': { of: 'poll', line: 5 },
      'rows: next': { of: 'rows', line: 6 },
      'rows: yield': { of: 'rows', line: 7, kind: 'yield' },
    },
    contexts: [
      // The test is waiting for what it measures: it was there before.
      {
        of: 'test',
        carriedIn: 1,
        live: 1,
        suspensions: 1,
        children: [{ of: 'load', calls: 3, suspensions: 5, live: 2 }],
      },
      { of: 'load', calls: 1, suspensions: 1 },
      { of: 'poll', carriedIn: 1, live: 1, suspensions: 4 },
      { of: 'rows', calls: 3, suspensions: 6, live: 3 },
    ],
    sites: {
      'test: load': { suspended: 1, live: 1 },
      'load: query': { suspended: 4, resumed: 2, live: 2 },
      'poll: tick': { suspended: 4, resumed: 4, live: 1 },
      'rows: next': { suspended: 3, resumed: 2, live: 1 },
      'rows: yield': { suspended: 3, resumed: 1, live: 2 },
    },
    sequences: [
      ['load: query', 'load: parse', 2, 0],
      ['load: parse', 'load: query', 1, 0],
      ['load: parse', 'load: each', 7, 0],
    ],
  });
  const [test, load, poll, rows] = activities(profile);

  it('adds up calls and suspensions over contexts', () => {
    expect([test, load, poll, rows].map((row) => row!.calls)).toEqual([0, 4, 0, 3]);
    expect([test, load, poll, rows].map((row) => row!.suspensions)).toEqual([1, 6, 4, 6]);
  });

  it('counts awaits that followed another one, where they could have begun before', () => {
    expect(load!.sequentialAwaits).toBe(3);
  });

  it('calls unsettled what entered in the window and waits for a promise', () => {
    expect(load!.unsettled).toBe(2);
    expect(rows!.unsettled).toBe(1);
  });

  it('leaves out what was alive before the window', () => {
    expect(test!.unsettled).toBe(0);
    expect(poll!.unsettled).toBe(0);
  });
});
