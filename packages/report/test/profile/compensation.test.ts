import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { buildProfile, referenceProfile } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };

describe('compensated figures', () => {
  const measured = () => {
    const profile = buildProfile({
      elapsed: 200,
      threads: [
        {
          contexts: [
            {
              name: 'main',
              calls: 1,
              self: 51,
              onStack: 171,
              children: [{ name: 'work', calls: 10, self: 120, onStack: 120 }],
            },
          ],
        },
      ],
    });
    const free = { inside: 0, outside: 0 };
    profile.threads[0].probeCosts = {
      call: { inside: 1, outside: 2 },
      count: free,
      coroutine: free,
      suspension: free,
    };
    return profile;
  };
  const table = (options: Partial<ProfileReportOptions>) =>
    sectionLines(renderText(measured(), { ...plain, ...options }), 'Functions').map((line) =>
      cells(line).slice(0, 6),
    );

  test('are those less the probes, and the notes say so', () => {
    // work: 120 - 10 * 1; main: 51 - 1 of its own - 10 * 2 around its calls.
    const [, main, work] = table({ compensate: true });
    expect(main.slice(0, 4)).toEqual(['1', '200.0', '140.0', '30.0']);
    expect(work.slice(0, 4)).toEqual(['10', '200.0', '110.0', '110.0']);
    const report = renderText(measured(), { ...plain, compensate: true });
    expect(sectionLines(report, 'Notes').join(' ')).toContain('Compensated: ');
    expect(report).toContain('167 ms elapsed');
  });

  test('stand beside those as measured on request', () => {
    const [head, main] = table({ compensate: true, raw: true, sort: 'total' });
    expect(head.slice(1)).toEqual(['total', 'raw total', 'alive', 'on stack', 'raw on stack']);
    expect(main.slice(1)).toEqual(['140.0', '171.0', '200.0', '140.0', '171.0']);
  });

  test('are not shown unasked', () => {
    expect(table({ raw: true })[1].slice(0, 4)).toEqual(['1', '200.0', '171.0', '51.0']);
  });

  test('are refused where the costs of probes were not measured', () => {
    const render = () => renderText(referenceProfile(), { ...plain, compensate: true });
    expect(render).toThrow('does not say what its probes cost; profile the program again');
  });
});
