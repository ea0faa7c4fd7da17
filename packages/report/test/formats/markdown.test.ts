import { PROFILE_FORMATS } from '../../src/index.js';
import { busyProfile } from '../support/busy-profile.js';
import { textOf } from '../support/chunks.js';
import { buildProfile } from '../support/profile.js';

const render = (profile = busyProfile(), options = {}) =>
  textOf(PROFILE_FORMATS.find(({ name }) => name === 'markdown')!.render(profile, options));

describe('Markdown', () => {
  it('has what ran, the verdict and the findings, and no tables', () => {
    const text = render();
    expect(text).toMatch(/^### coroscope main\.ts\n\n1\.00 s elapsed · 30 calls of 3 functions/);
    expect(text).toContain('The thread was busy 70 % of the time');
    expect(text).toMatch(/^1\. handle at main\.ts:3 kept .* \(`blocked-event-loop`\)$/m);
    expect(text).not.toContain('Functions');
  });

  it('escapes names that would be markup', () => {
    const profile = buildProfile({
      elapsed: 1000,
      functions: { '<module>': { kind: 'module' } },
      threads: [
        {
          contexts: [{ name: '<module>', calls: 1, awaiting: 900, external: 900 }],
          sites: [
            {
              name: '<module>',
              line: 2,
              source: 'for (const a of [1]) await load_all(`x`);',
              inLoop: true,
              suspended: 9,
              waiting: 900,
              longest: 100,
            },
          ],
          sequences: [{ before: 0, after: 0, count: 8, saving: 800 }],
        },
      ],
    });
    const text = render(profile);
    expect(text).toContain('in a loop of \\<module\\> at main.ts:2');
    // Code is as it is.
    expect(text).toContain('\n       2 │ for (const a of [1]) await load_all(`x`);');
  });

  it('has tables of several threads and processes, as the report has', () => {
    const thread = (name: string, self: number) => ({
      name,
      contexts: [{ name: 'work', calls: 1200, suspensions: 34, self, onStack: self }],
    });
    const { threads, ...built } = buildProfile({
      elapsed: 1000,
      threads: [thread('main', 100), thread('worker 1 (a|b)', 900), thread('process 7', 20)],
    });
    const [main, worker, child] = threads;
    const text = render({
      ...built,
      processes: [
        { id: 4, arguments: ['/app/main.ts'], end: 'drained' },
        { id: 7, arguments: ['/app/child.ts'], end: 'killed' },
      ],
      threads: [
        { ...main, process: 4, idle: 650, elsewhere: 250 },
        { ...worker, process: 4, idle: 0, elsewhere: 100 },
        { ...child, process: 7, start: 250, elapsed: 500 },
      ],
    });
    expect(text.slice(text.indexOf('**Processes**'))).toBe(
      [
        '**Processes**, in s where no unit is given',
        '',
        '| pid | threads | began after | elapsed | on stack | end | command |',
        '| --: | --: | --: | --: | --: | --- | --- |',
        '| 4 | 2 | 0.000 | 1.000 | 1.000 | returned | `main.ts` |',
        '| 7 | 1 | 0.250 | 0.500 | 0.020 | killed | `child.ts` |',
        '',
        '**Threads**, in s where no unit is given',
        '',
        '| elapsed | on stack | elsewhere | idle | busy | events | thread |',
        '| --: | --: | --: | --: | --: | --: | --- |',
        '| 1.000 | 0.100 | 0.250 | 0.650 | 35 % | 1,234 | `main` |',
        '| 1.000 | 0.900 | 0.100 | 0.000 | 100 % | 1,234 | `worker 1 (a\\|b)` |',
        '| 0.500 | 0.020 | – | – | – | 1,234 | `process 7` |',
        '',
      ].join('\n'),
    );
  });

  it('heeds what is left out', () => {
    expect(render(busyProfile(), { ignoreFindings: ['blocked-event-loop'] })).toContain(
      'Nothing stands out.',
    );
  });
});
