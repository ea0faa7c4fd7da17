import type { Profile } from '@coroscope/profile';
import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { buildProfile } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };

describe('threads and processes', () => {
  const profile = (): Profile => {
    const thread = (name: string, self: number) => ({
      name,
      contexts: [{ name: 'work', calls: 1200, suspensions: 34, self, onStack: self }],
    });
    const built = buildProfile({
      elapsed: 1000,
      threads: [thread('main', 100), thread('worker 1 (\u001b[2J)', 900), thread('process 7', 20)],
    });
    const [main, worker, child] = built.threads;
    return {
      ...built,
      processes: [
        { id: 4, arguments: ['/app/main.ts'], end: 'drained' },
        { id: 7, arguments: ['/app/child.ts', '--name=\u202e'], end: 'killed' },
      ],
      threads: [
        { ...main, process: 4, idle: 650, elsewhere: 250 },
        { ...worker, process: 4, idle: 0, elsewhere: 100 },
        { ...child, process: 7, start: 250, elapsed: 500 },
      ],
    };
  };
  const render = (options: ProfileReportOptions = {}, of = profile()) =>
    renderText(of, { ...plain, ...options });

  test('have tables, in which nothing controls the terminal', () => {
    const [head, ...rows] = sectionLines(render(), 'Threads').map(cells);
    expect(head).toEqual(['elapsed', 'on stack', 'elsewhere', 'idle', 'busy', 'events', 'thread']);
    const withoutBar = rows.map((row) => [...row.slice(0, 6), row.at(-1)]);
    expect(withoutBar).toEqual([
      ['1.000', '0.100', '0.250', '0.650', '35 %', '1,234', 'main'],
      ['1.000', '0.900', '0.100', '0.000', '100 %', '1,234', 'worker 1 ( [2J)'],
      ['0.500', '0.020', '–', '–', '–', '1,234', 'process 7'],
    ]);
    expect(sectionLines(render(), 'Processes').map(cells)).toEqual(
      [
        ['pid', 'threads', 'began after', 'elapsed', 'on stack', 'end', 'command'],
        ['4', '2', '0.000', '1.000', '1.000', 'returned', 'main.ts'],
        ['7', '1', '0.250', '0.500', '0.020', 'killed', 'child.ts --name= '],
      ].map((row) => row.map((cell) => cell.trim())),
    );
  });

  test('are listed as far as there is room', () => {
    const report = render({ limit: 1 });
    expect(sectionLines(report, 'Threads').at(-1)).toContain('2 more threads');
    expect(sectionLines(report, 'Processes').at(-1)).toContain('1 more process');
    expect(report).toContain('Hidden: 1 process, 2 threads');
  });

  test('have none where there is one', () => {
    const all = profile();
    const report = render({}, { ...all, threads: all.threads.slice(0, 1) });
    expect(sectionLines(report, 'Threads')).toEqual([]);
    expect(sectionLines(report, 'Processes')).toEqual([]);
  });
});
