import { type ProfileReportOptions, renderText, SORT_KEYS, type SortKey } from '../../src/index.js';
import { referenceProfile } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };

describe('sorting', () => {
  const names = (options: Partial<ProfileReportOptions>) =>
    sectionLines(renderText(referenceProfile(), { ...plain, ...options }), 'Functions')
      .slice(1)
      .map((line) => /foo|burn\w+/.exec(line)?.[0]);

  test('by name is alphabetical, by calls the most called first', () => {
    expect(names({ sort: 'name' })).toEqual(['burnAsyncIo', 'burnCpu', 'burnIo', 'foo']);
    expect(names({ sort: 'calls' })[0]).toBe('burnAsyncIo');
    expect(names({ sort: 'self' }).slice(0, 2).sort()).toEqual(['burnCpu', 'burnIo']);
    expect(names({ sort: 'external' })[0]).toBe('burnAsyncIo');
  });

  test.each(SORT_KEYS)('by %s shows that figure', (sort) => {
    const [head] = sectionLines(
      renderText(referenceProfile(), { ...plain, sort, width: 120 }),
      'Functions',
    );
    const headings: Partial<Record<SortKey, string>> = {
      onStack: 'on stack',
      outermostCalls: 'outermost',
      carriedIn: 'carried in',
      name: 'function',
      span: 'alive',
      keptWaiting: 'kept waiting',
    };
    expect(cells(head)).toContain(headings[sort] ?? sort);
  });

  test('an unknown key is an error that lists the known ones', () => {
    const render = () => renderText(referenceProfile(), { ...plain, sort: 'wall' as 'total' });
    expect(render).toThrow(RangeError);
    for (const key of ['"wall"', ...SORT_KEYS]) expect(render).toThrow(key);
  });

  test('by a figure shows it where there is no room for it otherwise', () => {
    const head = (options: Partial<ProfileReportOptions>) =>
      cells(sectionLines(renderText(referenceProfile(), { ...plain, ...options }), 'Functions')[0]);
    expect(head({ width: 80 })).not.toContain('work');
    expect(head({ width: 80, sort: 'work' })).toContain('work');
  });
});
