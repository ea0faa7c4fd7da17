import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { buildProfile, type ThreadSpec } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };

describe('tags', () => {
  const tagged = () => {
    const request = (tag: string, self: number): ThreadSpec => ({
      id: 0,
      tag,
      contexts: [
        {
          name: 'handle',
          calls: 1,
          suspensions: 1,
          self,
          onStack: self,
          awaiting: 100,
          external: 100,
        },
      ],
    });
    return buildProfile({
      elapsed: 1000,
      functions: { handle: { kind: 'async' } },
      threads: [
        { contexts: [{ name: 'serve', calls: 1, self: 5, onStack: 5 }] },
        request('GET /cart', 30),
        request('GET /\u001b[2J', 50),
      ],
    });
  };
  const render = (options: Partial<ProfileReportOptions>) =>
    renderText(tagged(), { ...plain, ...options });

  test('are one program together, which says that it has tags', () => {
    const report = render({});
    expect(report).toContain('3 calls of 2 functions · 2 suspensions');
    expect(report).toContain('2 tags');
    expect(report).not.toContain('threads');
    expect(sectionLines(report, 'Tags')).toEqual([]);
    expect(sectionLines(report, 'Notes').join(' ')).toContain('--tags lists the tags');
    const [first] = sectionLines(report, 'Call tree').slice(1);
    expect(cells(first).slice(0, 3)).toEqual(['2', '280.0', '80.0']);
  });

  test('have a table on request, and control characters are not printed', () => {
    const [head, ...rows] = sectionLines(render({ tags: true }), 'Tags').map(cells);
    expect(head).toEqual(['calls', 'total', 'self', 'awaiting', 'external', 'tag']);
    expect(rows).toEqual([
      ['1', '150.0', '50.0', '100.0', '100.0', 'GET / [2J'],
      ['1', '130.0', '30.0', '100.0', '100.0', 'GET /cart'],
      ['1', '5.0', '5.0', '0.0', '0.0', '(none)'],
    ]);
    const short = render({ tags: true, limit: 1 });
    expect(sectionLines(short, 'Tags').at(-1)).toContain('2 more tags');
    expect(short).toContain('Hidden: 2 tags');
  });

  test('cut every section', () => {
    const report = render({ tag: 'GET /cart' });
    expect(report).toContain('tag GET /cart');
    expect(report).toContain('1 call of 1 function');
    expect(report).toContain('30.0 ms on stack (3 %) · ▒ 970 ms off stack (97 %)');
    expect(report).not.toContain('serve');
    expect(report).not.toContain('put together');
    expect(render({ tag: 'GET /\u001b[2J' })).toContain('tag GET / [2J');
    expect(() => render({ tag: 'GET /' })).toThrow('has no tag "GET /"; choose one of GET /cart');
  });
});
