import { findings } from '../../src/index.js';
import { idleProfile } from './idle-profile.js';

/** A function with an await in a loop, of which overlapping would save 500 ms by its waits alone. */
const LOOP = {
  elapsed: 1000,
  names: { f: { kind: 'async' as const } },
  places: { a: { of: 'f', line: 3, inLoop: true } },
  contexts: [{ of: 'f', calls: 5, external: 600 }],
  sites: { a: { suspended: 50, resumed: 50, waiting: 600 } },
  sequences: [['a', 'a', 45, 500] as [string, string, number, number]],
};
const costs = (spec: Parameters<typeof idleProfile>[0]) =>
  findings(idleProfile({ ...LOOP, ...spec })).map(({ kind, cost }) => [kind, cost]);

describe('a saving', () => {
  it('is at most the idle time of the thread while the function was alive', () => {
    expect(costs({ idle: 800, functions: { f: { idle: 90 } } })).toEqual([['await-in-loop', 90]]);
  });

  it('is none where the thread had no idle time then', () => {
    expect(costs({ idle: 800, functions: { f: { idle: 0 } } })).toEqual([]);
  });

  it('is at most the time off the stack where idle time is unknown', () => {
    expect(costs({ offStack: 400 })).toEqual([['await-in-loop', 400]]);
    expect(costs({ offStack: 400, functions: { f: { span: 300, onStack: 50 } } })).toEqual([
      ['await-in-loop', 250],
    ]);
  });

  it('adds up what the threads could save', () => {
    const thread = {
      ...LOOP,
      idle: 800,
      functions: { f: { idle: 90 } },
    };
    expect(costs({ threads: [thread, thread] })).toEqual([['await-in-loop', 180]]);
  });

  it('is given for each call, too', () => {
    const [{ text }] = findings(
      idleProfile({ ...LOOP, idle: 800, functions: { f: { idle: 90 } } }),
    );
    expect(text).toContain('could save 90 ms at most, 18 ms for each of 5 calls.');
  });
});

describe('loops of several activations at once', () => {
  const workers = (calls: number, callers: number) =>
    idleProfile({
      ...LOOP,
      names: { main: { kind: 'async' }, f: { kind: 'async' } },
      contexts: [{ of: 'main', calls: callers, children: [{ of: 'f', calls, external: 600 }] }],
      idle: 800,
      functions: { f: { idle: 90, peak: 5 } },
    });

  it('are a limit on concurrency where one caller has started them', () => {
    expect(findings(workers(5, 1))).toMatchObject([
      {
        kind: 'concurrency-limit',
        cost: 90,
        peak: 5,
        text:
          'Up to 5 calls of f at once waited in a loop at main.ts:3, 50 times in all: a limit on ' +
          'concurrency. If what is waited for can take more at once, a higher limit could save ' +
          '90 ms at most.',
      },
    ]);
  });

  it('are loops where each call of the caller has one, as requests do', () => {
    expect(findings(workers(5, 5))).toMatchObject([{ kind: 'await-in-loop', cost: 90 }]);
  });
});

describe('awaits that their effects may order', () => {
  const found = (...operands: string[]) =>
    findings(
      idleProfile({
        names: { f: { kind: 'async' }, g: { kind: 'async' } },
        lines: {
          'main.ts': Object.fromEntries(
            operands.map((operand, i) => [i + 2, `  await ${operand};`]),
          ),
        },
        places: {
          a: { of: 'f', line: 2 },
          b: { of: 'f', line: 3 },
          x: { of: 'g', line: 10 },
          y: { of: 'g', line: 11 },
        },
        idle: 1000,
        sequences: [
          ['a', 'b', 1, 200],
          ['x', 'y', 1, 50],
        ],
      }),
    ).map(({ function: owner, text }) => ({
      function: owner,
      hasCondition: text.includes('effects'),
    }));
  const last = [
    { function: 1, hasCondition: false },
    { function: 0, hasCondition: true },
  ];
  const first = [
    { function: 0, hasCondition: false },
    { function: 1, hasCondition: false },
  ];

  it.each([
    ['tx.begin()', 'tx.query(sql)'],
    ['mkdir(directory)', 'writeFile(file, text)'],
    ['cart.load()', 'cart.rates()'],
    ['this.db.rows(a)', 'this.db.rows(b)'],
    ['queue.addBulk(jobs)', 'new Promise(executor)'],
    ['new Promise(executor)', 'pool.end()'],
  ])('rank last: %s and %s', (a, b) => {
    expect(found(a, b)).toEqual(last);
  });

  it.each([
    ['semaphore.acquire()', 'connection.query(sql)'],
    ['lock(file)', 'read(file)'],
  ])('are no finding where the first is a lock: %s and %s', (a, b) => {
    expect(found(a, b)).toEqual([{ function: 1, hasCondition: false }]);
  });

  it.each([
    ['users.find(id)', 'orders.find(id)'],
    ['loadUser()', 'loadOrders()'],
    ['saveable()', 'orders.find(id)'],
    ['address(id)', 'endpoints()'],
  ])('but not: %s and %s', (a, b) => {
    expect(found(a, b)).toEqual(first);
  });
});
