import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { buildProfile } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';
import { serviceProfile } from '../support/service-profile.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };

describe('hidden rows', () => {
  test('are counted, and the notes say how to see them', () => {
    const report = renderText(serviceProfile(), { ...plain, limit: 2 });
    const functions = sectionLines(report, 'Functions');
    // The heading, two functions, what the bars mean, and the rest.
    expect(functions).toHaveLength(1 + 2 + 1 + 1);
    expect(functions[4]).toContain('5 more functions');
    expect(report).toMatch(/Hidden: 5 functions, .*\d+ branch(es)?\. To see them: --full\./);
  });

  test('below the threshold are hidden in every section, but nothing that hangs', () => {
    const report = renderText(serviceProfile(), { ...plain, minTime: 1000 });
    expect(sectionLines(report, 'Functions').join('\n')).not.toContain('注文');
    expect(sectionLines(report, 'Call tree').join('\n')).not.toContain('注文');
    expect(sectionLines(report, 'Awaits').join('\n')).not.toContain('注文');
    expect(sectionLines(report, 'Awaits').join('\n')).toContain('… 1 more await');
    const everything = renderText(serviceProfile(), { ...plain, minTime: 50_000 });
    expect(sectionLines(everything, 'Awaits').join('\n')).toContain('order-repository.ts:121');
  });

  test('nothing hidden, nothing said', () => {
    const report = renderText(serviceProfile(), { ...plain, full: true });
    expect(report).not.toContain('Hidden');
    expect(report).not.toContain(' more');
  });
});

describe('functions below a threshold', () => {
  const render = (options: Partial<ProfileReportOptions>) =>
    renderText(serviceProfile(), { ...plain, limit: 100, ...options });
  const functionNames = (report: string) =>
    sectionLines(report, 'Functions')
      .map((line) => /handleRequest|Order|Pool\.query|注文|launch|escapeHtml|evil/.exec(line)?.[0])
      .filter((name) => name !== undefined)
      .sort();
  const notes = (report: string) => sectionLines(report, 'Notes').join(' ').replace(/\s+/g, ' ');

  test('leave every section, and the notes say how many', () => {
    const report = render({ minCalls: 100 });
    expect(functionNames(report)).toEqual(['Order', 'Pool.query', 'escapeHtml', 'handleRequest']);
    expect(sectionLines(report, 'Call tree').join('\n')).not.toMatch(/注文|launch|evil/);
    expect(sectionLines(report, 'Awaits').join('\n')).not.toContain('注文');
    expect(notes(report)).toContain('Left out: 3 functions with fewer than 100 calls.');
  });

  test('by time: less than a total', () => {
    const report = render({ minTime: 5000 });
    expect(functionNames(report)).toEqual(['Order', 'Pool.query', 'handleRequest', 'launch']);
    expect(notes(report)).toContain('Left out: 3 functions with less than 5.00 s in total.');
    expect(notes(render({ minTime: 5000, minCalls: 100 }))).toContain(
      'Left out: 4 functions with fewer than 100 calls or less than 5.00 s in total.',
    );
  });

  test('leave no gap in the call tree: what they called hangs off their callers, as one', () => {
    const report = renderText(
      buildProfile({
        elapsed: 100,
        threads: [
          {
            contexts: [
              {
                name: 'main',
                calls: 9,
                self: 10,
                onStack: 100,
                children: [
                  {
                    name: 'once',
                    calls: 1,
                    self: 40,
                    onStack: 60,
                    children: [{ name: 'read', calls: 5, self: 20, onStack: 20 }],
                  },
                  { name: 'read', calls: 10, self: 30, onStack: 30 },
                ],
              },
            ],
          },
        ],
      }),
      { ...plain, minCalls: 2 },
    );
    const rows = sectionLines(report, 'Call tree').slice(1).map(cells);
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['9', '100.0', '10.0'],
      ['15', '50.0', '50.0'],
    ]);
    expect(report).toContain('25 calls of 3 functions');
  });

  test('what hangs is reported all the same', () => {
    const report = render({ minCalls: 1_000_000 });
    expect(functionNames(report)).toEqual(['escapeHtml']);
    expect(sectionLines(report, 'Awaits').join('\n')).toContain('order-repository.ts:121');
    expect(sectionLines(report, 'Findings').join('\n')).toContain('never went on');
    expect(report.replace(/\s+/g, ' ')).toMatch(/Hidden: .*--full, without --min-calls\./);
  });

  test('may be all', () => {
    const report = render({ minTime: 1e9 });
    expect(functionNames(report)).toEqual([]);
    expect(notes(report)).toContain('Left out: 7 functions');
    expect(report).not.toContain('No instrumented function ran');
  });

  test('a threshold that all pass says nothing', () => {
    expect(render({ minCalls: 1, minTime: 0 })).not.toContain('Left out');
  });
});
