import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { buildProfile, referenceProfile } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';
import { serviceProfile } from '../support/service-profile.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };

describe('what a reader must know', () => {
  const notes = (options: Partial<ProfileReportOptions> = {}) =>
    sectionLines(renderText(serviceProfile(), { ...plain, ...options }), 'Notes')
      .join(' ')
      .replace(/\s+/g, ' ');

  test('that totals can exceed the elapsed time, where they are shown', () => {
    expect(notes({ sort: 'total' })).toMatch(/overlapped.*exceed the 12\.3 s/);
    expect(notes()).not.toContain('exceed');
  });

  test('that leaves are counted and not timed', () => {
    expect(notes({ full: true })).toContain(
      '1 function without calls, loops or awaits is counted, not timed',
    );
    const line = sectionLines(
      renderText(serviceProfile(), { ...plain, width: 120 }),
      'Functions',
    ).find((row) => row.includes('escapeHtml'));
    expect(cells(line!).slice(0, 6)).toEqual(['1,284,002', '–', '–', '–', '–', '–']);
  });

  test('that activations were carried in, and what the profile itself says', () => {
    expect(notes()).toContain('2 activations were alive when the measurement began');
    expect(notes()).toContain('The clock went backwards once.');
  });

  test('how many never settled, and where each hangs', () => {
    const report = renderText(serviceProfile(), plain);
    expect(report).toContain('1 never settled');
    const [head, first] = sectionLines(report, 'Awaits');
    expect(cells(head)).toContain('hanging');
    // One hangs, and no other has waited there.
    expect(first).toMatch(/ 1 {2,}[\d.]+ m?s {2}Order/);
    expect(cells(head)).toContain('so far');
    expect(cells(sectionLines(renderText(referenceProfile(), plain), 'Awaits')[0])).not.toContain(
      'hanging',
    );
  });

  test('nothing of this where it does not apply', () => {
    const profile = buildProfile({
      elapsed: 10,
      threads: [{ contexts: [{ name: 'main', calls: 1, self: 10, onStack: 10 }] }],
    });
    const report = renderText(profile, plain);
    expect(sectionLines(report, 'Notes')).toEqual([]);
    expect(sectionLines(report, 'Findings').join(' ')).toContain('Nothing stands out');
  });

  test('that nothing instrumented ran', () => {
    const report = renderText(buildProfile({ elapsed: 10, threads: [{ contexts: [] }] }), plain);
    expect(report).toContain('No instrumented function ran');
  });
});
