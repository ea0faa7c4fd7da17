import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { buildProfile } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };

describe('the durations of activations', () => {
  const lived = () => {
    const profile = buildProfile({
      elapsed: 1000,
      functions: { quick: { kind: 'async', line: 3 }, slow: { kind: 'async', line: 8 }, sum: {} },
      threads: [
        {
          contexts: [
            { name: 'quick', calls: 100, onStack: 100 },
            { name: 'slow', calls: 2, awaiting: 300 },
            { name: 'sum', calls: 5, onStack: 1 },
          ],
        },
      ],
    });
    const { functions } = profile.threads[0];
    const row = (name: string) =>
      functions.function.findIndex((index) => profile.functions[index].name === name);
    // Of a hundred durations, 98 between 1.02 and 1.04 ms, and two five doublings longer.
    const first = 64 * 10;
    functions.life[row('quick')] = { first, counts: [98, -319, 2] };
    functions.longest[row('quick')] = 36;
    functions.life[row('slow')] = { first: first + 7 * 64, counts: [2] };
    functions.longest[row('slow')] = 160;
    return profile;
  };

  test('have a table on request, the longest first', () => {
    expect(sectionLines(renderText(lived(), plain), 'Durations')).toEqual([]);
    const lines = sectionLines(renderText(lived(), { ...plain, durations: true }), 'Durations');
    const [head, slow, quick, ...others] = lines.map(cells);
    expect(head).toEqual(['ended', 'p50', 'p90', 'p99', 'longest', 'function']);
    expect(slow.slice(0, 1)).toEqual(['2']);
    expect(slow.slice(-3)).toEqual(['160 ms', 'slow', 'main.ts:8']);
    expect(quick[0]).toBe('100');
    const [p50, p90, p99, longest] = quick.slice(1, 5).map((text) => Number.parseFloat(text));
    expect(p50).toBeLessThan(1.3);
    expect(p90).toBeLessThan(1.3);
    expect(p99).toBeGreaterThan(30);
    expect(longest).toBe(36);
    expect(others).toEqual([]);
  });

  test('leave out what the report leaves out', () => {
    const report = renderText(lived(), { ...plain, durations: true, minCalls: 10 });
    expect(sectionLines(report, 'Durations').join()).not.toContain('slow');
    const short = renderText(lived(), { ...plain, durations: true, limit: 1 });
    expect(sectionLines(short, 'Durations').at(-1)).toContain('1 more function');
  });
});
