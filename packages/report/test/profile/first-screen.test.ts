import { type ProfileReportOptions, renderText } from '../../src/index.js';
import { busyProfile } from '../support/busy-profile.js';
import { buildProfile, type ContextSpec, type SiteSpec } from '../support/profile.js';
import { cells, sectionLines } from '../support/sections.js';

const plain: ProfileReportOptions = { color: false, unicode: true, width: 100 };
const words = (text: string) => text.replace(/\s+/g, ' ');

/** A program with more functions, awaits, branches and findings than a screen holds. */
function largeProfile() {
  const names = Array.from({ length: 40 }, (_, i) => `job${i}`);
  const sites = names.flatMap((name, i): SiteSpec[] =>
    [1, 2].map((line) => ({
      name,
      line: 10 * i + line,
      source: `  await step${line}();`,
      suspended: 1,
      waiting: 100,
      longest: 100,
    })),
  );
  return buildProfile({
    elapsed: 10_000,
    functions: Object.fromEntries(names.map((name) => [name, { kind: 'async' as const }])),
    threads: [
      {
        contexts: names.map((name): ContextSpec => ({
          name,
          calls: 1,
          suspensions: 2,
          awaiting: 200,
          external: 200,
        })),
        sites,
        sequences: names.map((_, i) => ({
          before: 2 * i,
          after: 2 * i + 1,
          count: 1,
          saving: 100 + i,
        })),
      },
    ],
  });
}

describe('the first screen', () => {
  it('has the verdict and the findings before all tables', () => {
    const report = renderText(busyProfile(), plain);
    const at = ['was busy 70 %', 'Findings', 'Functions', 'Awaits', 'Call tree'].map((part) =>
      report.indexOf(part),
    );
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
  });

  it('is about one, however large the program is', () => {
    const lines = renderText(largeProfile(), plain).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(71);
    const count = (title: string) => sectionLines(lines.join('\n'), title);
    expect(count('Functions').filter((line) => /job\d+/.test(line))).toHaveLength(10);
    expect(count('Awaits').filter((line) => /job\d+/.test(line))).toHaveLength(8);
    // With the heading of its columns.
    expect(count('Call tree').length).toBeLessThanOrEqual(13);
  });

  it('has three findings in full, the rest of seven in a line each, and counts the others', () => {
    const findings = sectionLines(renderText(largeProfile(), plain), 'Findings');
    const numbered = findings.filter((line) => /^ {2}\d\. /.test(line));
    expect(numbered).toHaveLength(7);
    expect(findings.filter((line) => line.includes('│'))).toHaveLength(3 * 2);
    expect(numbered[3]).toBe(
      '  4. 2 awaits of job36 one after another · main.ts:361 · 136 ms at most [sequential-awaits]',
    );
    expect(findings.at(-1)).toBe('  … 33 more findings');
  });

  it('says how to see the rest', () => {
    const report = words(renderText(largeProfile(), plain));
    expect(report).toContain(
      'Hidden: 30 functions, 72 awaits, 29 branches, 33 findings. To see them: --full.',
    );
    const full = renderText(largeProfile(), { ...plain, full: true });
    expect(full).not.toContain('Hidden');
    expect(sectionLines(full, 'Findings').filter((line) => line.includes('│'))).toHaveLength(80);
  });

  it('ends after the findings with --summary', () => {
    const report = renderText(busyProfile(), { ...plain, summary: true });
    expect(report).toContain('was busy 70 %');
    expect(report).toContain('kept other calls waiting');
    expect(report).not.toMatch(/^(Functions|Awaits|Call tree)/m);
  });

  it('leaves out the kinds of findings that are not wanted', () => {
    const report = renderText(busyProfile(), { ...plain, ignoreFindings: ['blocked-event-loop'] });
    expect(report).not.toContain('kept other calls waiting');
  });
});

describe('the states of a thread', () => {
  it('are a bar with a glyph each, which add up to it', () => {
    const lines = renderText(busyProfile(), plain).split('\n');
    const bar = lines.find((line) => /^ {2}█+▓+░+$/.test(line))!.trim();
    expect(bar.match(/█/g)!.length / bar.length).toBeCloseTo(0.6, 1);
    expect(bar.match(/▓/g)!.length / bar.length).toBeCloseTo(0.1, 1);
    expect(lines.join('\n')).toContain(
      '1.00 s elapsed · █ 600 ms on stack (60 %) · ▓ 100 ms elsewhere (10 %) · ░ 300 ms idle (30 %)',
    );
  });

  it('have glyphs of their own in ASCII', () => {
    const report = renderText(busyProfile(), { ...plain, unicode: false });
    expect(report).toMatch(/^ {2}#+%+\.+$/m);
    expect(report).toContain(
      '# on stack  . outside  ! contended  ? undecided  - waiting for callees',
    );
  });
});

describe('the table of functions', () => {
  const table = (options: Partial<ProfileReportOptions> = {}) => {
    const [head, ...rows] = sectionLines(
      renderText(busyProfile(), { ...plain, width: 120, ...options }),
      'Functions',
    ).map(cells);
    const column = (heading: string) => rows.slice(0, 3).map((row) => row[head.indexOf(heading)]);
    return { head, column };
  };

  it('says whose wait it was, and who is to blame', () => {
    const { head, column } = table();
    expect(head).toEqual(
      expect.arrayContaining(['calls', 'alive', 'on stack', 'self', 'outside', 'blame']),
    );
    // handle, query, render: by the time in which they were alive.
    expect(column('alive')).toEqual(['990.00', '800.00', '600.00']);
    expect(column('outside')).toEqual(['0.00', '250.00', '–']);
    expect(column('blame')).toEqual(['440.00', '0.00', '0.00']);
  });

  it('is sorted by what compares with the elapsed time', () => {
    // Of the sums of its calls, those of `many` are the largest by far.
    const profile = buildProfile({
      elapsed: 1000,
      functions: {
        main: { kind: 'async', span: 900 },
        many: { kind: 'async', span: 300 },
      },
      threads: [
        {
          contexts: [
            { name: 'many', calls: 500, awaiting: 150_000, external: 150_000 },
            { name: 'main', calls: 1, awaiting: 900, external: 900 },
          ],
        },
      ],
    });
    const rows = sectionLines(renderText(profile, plain), 'Functions');
    expect(rows[1]).toContain('main  main.ts');
    expect(rows[2]).toContain('many  main.ts');
  });
});

describe('units', () => {
  const selfTimes = (...times: number[]) => {
    const [head, ...rows] = sectionLines(
      renderText(
        buildProfile({
          elapsed: 1000,
          threads: [
            {
              contexts: times.map((self, i) => ({ name: `f${i}`, calls: 1, self, onStack: self })),
            },
          ],
        }),
        { ...plain, sort: 'self' },
      ),
      'Functions',
    ).map(cells);
    return rows.slice(0, times.length).map((row) => row[head.indexOf('self')]);
  };

  it('are those of the cells where a column spans more than three orders of magnitude', () => {
    expect(selfTimes(900, 0.004)).toEqual(['900 ms', '4.00 µs']);
    expect(selfTimes(900, 0.8)).toEqual(['900 ms', '800 µs']);
  });

  it('are one for the column otherwise', () => {
    expect(selfTimes(900, 9)).toEqual(['0.900', '0.009']);
  });
});
