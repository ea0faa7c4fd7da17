import { processTable, threadTable, type Profile, type Thread } from '../src/index.js';
import { buildProfile } from './build-profile.js';

/** Two processes: a main thread with two tags and a worker, and a child. Times add up by hand. */
function twoProcesses(): Pick<Profile, 'threads' | 'processes'> {
  const thread = (
    fields: Partial<Thread>,
    calls: number,
    suspensions: number,
    self: number,
  ): Thread => {
    const contexts = [{ of: 'work', calls, suspensions, self, onStack: self }];
    const [built] = buildProfile({
      elapsed: 100,
      names: { work: { kind: 'async' } },
      threads: [{ contexts }],
    }).threads;
    return { ...built, ...fields };
  };
  const main = { id: 0, name: 'main', process: 10, elapsed: 100 };
  return {
    processes: [
      { id: 10, arguments: ['main.mjs'], end: 'drained' },
      { id: 20, arguments: ['child.mjs', '--fast'], end: 'killed' },
    ],
    threads: [
      thread({ ...main, idle: 60, elsewhere: 25 }, 3, 2, 10),
      thread({ ...main, tag: 'GET /' }, 4, 1, 5),
      thread({ id: 1, name: 'worker', process: 10, start: 30, elapsed: 90 }, 7, 0, 40),
      thread({ id: 2, name: 'child', process: 20, start: 50, elapsed: 20 }, 1, 1, 8),
    ],
  };
}

describe('the table of threads', () => {
  it('has a row for each, with what ran under its tags put together', () => {
    const rows = threadTable(twoProcesses());
    expect(rows).toMatchObject([
      { name: 'main', process: 10, elapsed: 100, onStack: 15, idle: 60, elsewhere: 25, events: 10 },
      { name: 'worker', process: 10, elapsed: 90, onStack: 40, offStack: 50, events: 7 },
      { name: 'child', process: 20, onStack: 8, events: 2 },
    ]);
    expect(rows[0].utilisation).toBeCloseTo(0.4);
    // Where idle time is unknown, so is this.
    expect(rows[1].utilisation).toBeUndefined();
  });
});

describe('the table of processes', () => {
  it('has a row for each, from the start of its first thread to the end of its last', () => {
    expect(processTable(twoProcesses())).toEqual([
      {
        id: 10,
        command: ['main.mjs'],
        threads: 2,
        start: 0,
        elapsed: 120,
        onStack: 55,
        end: 'drained',
      },
      {
        id: 20,
        command: ['child.mjs', '--fast'],
        threads: 1,
        start: 50,
        elapsed: 20,
        onStack: 8,
        end: 'killed',
      },
    ]);
  });

  it('knows no commands without the document', () => {
    const { threads } = twoProcesses();
    const [row] = processTable({ threads });
    expect(row).toMatchObject({ id: 10, command: [], end: undefined });
  });
});
