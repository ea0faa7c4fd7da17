import stringWidth from 'string-width';
import { TraceEvent } from '@coroscope/runtime';
import {
  renderCriticalPath,
  renderTimeline,
  renderTrace,
  type TraceReportOptions,
} from '../../src/index.js';
import { cells } from '../support/sections.js';
import { buildTrace, requestTrace } from './build-trace.js';

const plain: TraceReportOptions = { color: false, unicode: true, width: 100, directory: '/app' };
const escape = '\u001b';
const host = {
  program: { arguments: ['main.ts', 'a\nb'], directory: '/app', platform: 'node 24.1.0 linux x64' },
  lines: { '/app/main.ts': { 1: '  const rows = await query(sql);\u001b[2J' } },
};

/** The lines below a heading, up to an empty one. */
function section(report: string, title: string): string[] {
  const [, ...lines] = report
    .slice(report.indexOf(`${title} `))
    .split('\n\n')[0]
    .split('\n');
  return lines.filter((line) => line !== '');
}

describe('the summary of a trace', () => {
  it('shows how many events there are, and the longest activation of each function', () => {
    const report = renderTrace(requestTrace({ host }), plain);
    expect(report).toMatch(/^coroscope trace main\.ts a b ─+ wall clock · main · node 24/);
    expect(report).toContain('1.00 s elapsed · 10 events · 10 a second · none lost\n');
    expect(report).toContain('3 calls · 2 suspensions\n');
    const late = renderTrace({ ...requestTrace({ host }), leftOut: 12 }, plain);
    expect(late).toContain('3 calls · 2 suspensions · 12.0 ms of our own left out\n');
    const [heading, ...rows] = section(report, 'Longest activations').map(cells);
    expect(heading).toEqual(['elapsed', 'on stack', 'awaiting', 'of', 'activation', 'function']);
    expect(rows).toEqual([
      ['1.000', '0.100', '0.900', '1', '#0', '<function 0>', 'main.ts:1'],
      ['0.650', '0.015', '0.635', '1', '#1', '<function 1>', 'main.ts:1'],
      ['0.300', '0.300', '–', '1', '#2', '<function 2>', 'main.ts:1'],
    ]);
  });

  it('shows what is missing, and why', () => {
    const end = { events: 1000, overwritten: 900, dropped: 60, notes: ['The sink failed: full.'] };
    const report = renderTrace(requestTrace({ end }), plain);
    expect(report).toContain(
      '10 events · 1,000 a second · 900 overwritten · 60 dropped · 30 cut off',
    );
    expect(report).toContain('  ! The sink failed: full.\n');
  });

  it('hides no more rows than it says', () => {
    const report = renderTrace(requestTrace(), { ...plain, limit: 1 });
    expect(section(report, 'Longest activations').at(-1)).toBe('  … 2 more functions');
  });

  it('of a trace without events is a summary', () => {
    const empty = buildTrace({ functions: 0, contexts: [], events: [], end: {} });
    expect(renderTrace(empty, plain)).toContain('0 ms elapsed · 0 events · none lost\n');
  });
});

describe('the report on a critical path', () => {
  it('shows where the time went, and what each wait waited for', () => {
    const report = renderCriticalPath(requestTrace({ host }), 0, plain);
    expect(report).toMatch(/^Critical path of <function 0> #0 ─+ main\.ts:1 {2}from 0 ms on\n/);
    expect(report).toContain('1.00 s elapsed · 595 ms external · 300 ms blocked · 105 ms on stack');
    expect(section(report, 'Where its time went').map(cells)).toEqual([
      ['time', 'share', 'times', 'spent', 'where'],
      ['595.0', '59.5%', '1', 'external', '<function 1>', 'main.ts:1:1'],
      ['1 │ const rows = await query(sql); [2J'],
      ['300.0', '30.0%', '1', 'blocked', '<function 0> by <function 2>', 'main.ts:1:1'],
      ['1 │ const rows = await query(sql); [2J'],
      ['100.0', '10.0%', '2', 'on stack', '<function 0>', 'main.ts:1'],
      ['… 1 more place'],
    ]);
    const source = 'const rows = await query(sql); [2J';
    expect(section(report, 'Path').map((line) => line.slice(line.indexOf('%') + 3))).toEqual([
      expect.stringContaining('activation'),
      '<function 0> #0  main.ts:1',
      '├─ on stack',
      '│  └─ <function 1>  main.ts:1',
      `└─ ${source}  main.ts:1:1`,
      '   ├─ <function 1> #1  main.ts:1',
      `   │  └─ external  ${source}  main.ts:1:1`,
      '   └─ blocked by <function 2>',
    ]);
  });

  it('says of activations that the trace does not have whole', () => {
    const { Open, Await, Known, Continue } = TraceEvent;
    const trace = buildTrace({
      functions: 1,
      contexts: [[0, 0]],
      events: [
        { at: 0, kind: Open, detail: 1, subject: 1 },
        { at: 1, kind: Await, detail: 0, subject: 0 },
        { at: 4, kind: Known, detail: 0, subject: 1 },
        { at: 5, kind: Continue, detail: 1, subject: 1 },
      ],
      end: { end: 9 },
    });
    const live = renderCriticalPath(trace, 0, plain);
    expect(live).toContain('  ! It had not ended when the trace did.\n');
    expect(live).toContain('9.00 ms elapsed');
    const carriedIn = renderCriticalPath(trace, 1, plain);
    expect(carriedIn).toContain('  ! It had begun before the trace did.\n');
  });

  it('names what nothing is known of', () => {
    const trace = buildTrace({
      functions: 1,
      contexts: [[0, 0]],
      events: [{ at: 3, kind: TraceEvent.Exit, detail: 2, subject: 1 }],
      end: { overwritten: 7, events: 8 },
    });
    expect(renderTrace(trace, plain)).toContain('<unknown>');
    expect(renderTimeline(trace, 0, plain)).toContain('<unknown> #0');
  });
});

describe('a timeline', () => {
  it('has a line for each coroutine, with the state that it was in most of the time', () => {
    const [heading, ...rows] = renderTimeline(requestTrace(), 0, { ...plain, width: 64 }).split(
      '\n',
    );
    expect(heading).toMatch(/^Timeline, 1\.00 s ─+ █ on stack {2}░ awaiting {2}· paused$/);
    const bars = rows.filter((row) => row !== '').map((row) => row.slice(28));
    expect(bars).toHaveLength(2);
    // 36 cells of 28 ms.
    expect(bars[0]).toMatch(/^█{2}░{32}█{2}$/);
    expect(bars[1]).toMatch(/^░{23,24}$/);
  });

  it('tells waiting with the thread idle from waiting with the thread busy', () => {
    const { Open, Await, Idle, Enter, Exit, Continue, Close } = TraceEvent;
    const trace = buildTrace({
      functions: 2,
      contexts: [
        [0, 0],
        [0, 1],
      ],
      events: [
        { at: 0, kind: Open, detail: 1, subject: 1 },
        { at: 0, kind: Await, detail: 0, subject: 0 },
        { at: 50, kind: Idle, detail: 0, subject: 0 },
        { at: 60, kind: Enter, detail: 1, subject: 2 },
        { at: 90, kind: Exit, detail: 1, subject: 2 },
        { at: 90, kind: Continue, detail: 1, subject: 0 },
        { at: 100, kind: Close, detail: 1, subject: 0 },
      ],
      end: { tellsIdle: true },
    });
    const [heading, row] = renderTimeline(trace, 0, { ...plain, width: 64 }).split('\n');
    expect(heading).toContain('█ on stack  ░ awaiting  ▓ busy  · paused');
    // 36 cells of 2.8 ms.
    expect(row.slice(28)).toMatch(/^░{18}▓{14}█{4}$/);
  });

  it('says that there is more than it shows', () => {
    const report = renderTimeline(requestTrace(), 0, { ...plain, limit: 1 });
    expect(report.split('\n')[2]).toBe('  … and more');
  });
});

describe.each([60, 80, 120])('in a terminal of %i columns', (width) => {
  const reports = (options: TraceReportOptions) => {
    const trace = requestTrace({ host });
    return [
      renderTrace(trace, options),
      renderCriticalPath(trace, 0, options),
      renderTimeline(trace, 0, options),
    ].join('');
  };

  it('no line is longer', () => {
    for (const line of reports({ ...plain, width }).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(width);
    }
  });

  it('nothing but plain characters is written where nothing else is known to work', () => {
    expect(reports({ ...plain, unicode: false, width })).toMatch(/^[\n\x20-\x7e]*$/);
    expect(reports({ ...plain, width })).not.toContain(escape);
    expect(reports({ ...plain, color: true, width })).toContain(`${escape}[`);
  });
});
