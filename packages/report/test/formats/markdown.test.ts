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

  it('heeds what is left out', () => {
    expect(render(busyProfile(), { ignoreFindings: ['blocked-event-loop'] })).toContain(
      'Nothing stands out.',
    );
  });
});
