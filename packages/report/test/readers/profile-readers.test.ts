import type { Profile } from '@coroscope/profile';
import Ajv from 'ajv';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';
import { buildProfile } from '../../../profile/test/build-profile.js';
import { FrameNames } from '../../src/export/frame-names.js';
import { preorder } from '../../src/export/preorder.js';
import { findings, functionTable } from '@coroscope/profile';
import {
  checkFigures,
  contextCount,
  expectedFigures,
  type FiguresByName,
} from './support/expected.js';
import { INPUTS, recordingOf, withMistake } from './support/inputs.js';
import {
  describeReader,
  FLAMEGRAPH,
  hasPythonPackage,
  isCommand,
  python,
  write,
} from './support/readers.js';

jest.setTimeout(300_000);

/** For a reader that does not show them. */
function withoutCalls(all: FiguresByName): FiguresByName {
  return Object.fromEntries(
    Object.entries(all).map(([name, { own, cumulative }]) => [name, { own, cumulative }]),
  );
}

describeReader('go tool pprof', isCommand('go', 'version'), () => {
  const pprof = (...args: string[]) =>
    execFileSync('go', ['tool', 'pprof', ...args], { encoding: 'utf8', stdio: 'pipe' });
  const ALL = ['-top', '-unit=ns', '-nodecount=0', '-nodefraction=0', '-edgefraction=0'];
  const top = (...args: string[]): FiguresByName => {
    const lines = pprof(...ALL, ...args).split('\n');
    const rows = lines.slice(lines.findIndex((line) => /^ *flat +flat%/.test(line)) + 1);
    return Object.fromEntries(
      rows.filter(Boolean).map((row) => {
        const [, flat, cum, name] =
          /^ *(-?\d+)(?:ns)? +\S+ +\S+ +(-?\d+)(?:ns)? +\S+ {2}(.*)$/.exec(row)!;
        return [name, { own: Number(flat), cumulative: Number(cum) }];
      }),
    );
  };

  describe.each(INPUTS)('shows of %s', (input) => {
    it.each([
      ['wall', 'wall'],
      ['on_stack', 'on-stack'],
      ['waiting', 'waiting'],
    ] as const)('the %s time', (type, times) => {
      const { profile } = recordingOf(input);
      const read = (of: Profile) => top(`-sample_index=${type}`, write('pprof', of));
      checkFigures(profile, read, withoutCalls(expectedFigures(profile, times)));
    });

    it('the calls', () => {
      const { profile } = recordingOf(input);
      const read = (of: Profile) => {
        const shown = Object.entries(top('-sample_index=calls', write('pprof', of)));
        return Object.fromEntries(shown.map(([name, { own }]) => [name, { calls: own }]));
      };
      const expected = Object.entries(expectedFigures(profile, 'wall'));
      checkFigures(
        profile,
        read,
        Object.fromEntries(expected.map(([name, { calls }]) => [name, { calls }])),
      );
    });

    it('the difference of two, and what ran on one thread', () => {
      const { profile } = recordingOf(input);
      const file = write('pprof', profile);
      const none = Object.values(top('-diff_base', file, file));
      expect(none.every(({ own, cumulative }) => own === 0 && cumulative === 0)).toBe(true);
      const changed = Object.values(top('-diff_base', file, write('pprof', withMistake(profile))));
      expect(changed.some(({ own }) => own !== 0)).toBe(true);
      expect(top('-tagfocus=thread=main', file)).toEqual(top(file));
      expect(top('-tagfocus=thread=other', file)).toEqual({});
    });
  });
});

describeReader("Python's pstats", isCommand('python3', '--version'), () => {
  const READ = `
import json, pstats, sys
stats = pstats.Stats(sys.argv[1]).stats
print(json.dumps([[*key, *row[:4], [[*caller, *of] for caller, of in row[4].items()]] for key, row in stats.items()]))`;
  type Row = [string, number, string, number, number, number, number, unknown[]];
  const rows = (of: Profile) => python(READ, write('pstats', of)) as Row[];
  const SECOND = 1e9;

  describe.each(INPUTS)('reads of %s', (input) => {
    it('calls, own time and total', () => {
      const { profile } = recordingOf(input);
      const read = (of: Profile) =>
        Object.fromEntries(
          rows(of).map(([file, line, name, , calls, own, cumulative]) => [
            `${file}:${line}:${name}`,
            { calls, own: own * SECOND, cumulative: cumulative * SECOND },
          ]),
        );
      const names = new FrameNames(profile);
      const expected = functionTable(profile).map((row) => [
        `${names.path(row.function)}:${row.line}:${names.inFile(row.function)}`,
        { calls: row.calls, own: (row.self + row.external) * 1e6, cumulative: row.total * 1e6 },
      ]);
      checkFigures(profile, read, Object.fromEntries(expected));
    });

    it('no row twice, and callers whose calls add up', () => {
      const { profile } = recordingOf(input);
      const all = rows(profile);
      expect(all).toHaveLength(functionTable(profile).length);
      const calledByRoots = new Map<string, number>();
      for (const { contexts } of profile.threads) {
        contexts.parent.forEach((parent, row) => {
          if (parent !== 0) return;
          const { name } = profile.functions[contexts.function[row]];
          calledByRoots.set(name, (calledByRoots.get(name) ?? 0) + contexts.calls[row]);
        });
      }
      const byCallers = all
        .flatMap((row) => row[7] as number[][])
        .reduce((sum, of) => sum + of[3], 0);
      const byRoots = [...calledByRoots.values()].reduce((sum, calls) => sum + calls, 0);
      expect(byCallers + byRoots).toBe(all.reduce((sum, row) => sum + row[4], 0));
    });
  });

  it('reads of a profile in which nothing has run that there was nothing', () => {
    const nothing = rows(buildProfile({ names: {}, threads: [] }));
    expect(nothing).toEqual([['~', 0, '<nothing was recorded>', 0, 0, 0, 0, []]]);
  });
});

describeReader('gprof2dot', hasPythonPackage('gprof2dot.py'), () => {
  const READ = `
import gprof2dot, json, sys
profile = gprof2dot.PstatsParser(sys.argv[1]).parse()
print(json.dumps([[f.name, f.called, f.events[gprof2dot.TIME], f.events[gprof2dot.TOTAL_TIME]] for f in profile.functions.values()]))`;

  it.each(INPUTS)('reads the pstats of %s', (input) => {
    const { profile } = recordingOf(input);
    const read = (of: Profile) =>
      Object.fromEntries(
        (python(READ, write('pstats', of)) as [string, number, number, number][]).map(
          ([name, calls, own, cumulative]) => [
            name,
            { calls, own: own * 1e9, cumulative: cumulative * 1e9 },
          ],
        ),
      );
    const names = new FrameNames(profile);
    const expected = functionTable(profile).map((row) => {
      // It shows the name of a file without its folder and extension.
      const module = names
        .path(row.function)
        .replace(/^.*\//, '')
        .replace(/\.[^.]*$/, '');
      return [
        `${module}:${row.line}:${names.inFile(row.function)}`,
        { calls: row.calls, own: (row.self + row.external) * 1e6, cumulative: row.total * 1e6 },
      ];
    });
    checkFigures(profile, read, Object.fromEntries(expected));
  });
});

describeReader('callgrind_annotate', isCommand('sh', '-c', 'command -v callgrind_annotate'), () => {
  const annotate = (of: Profile, ...args: string[]) => {
    const all = [
      '--auto=no',
      '--show-percs=no',
      '--threshold=100',
      ...args,
      write('callgrind', of),
    ];
    const { stdout, stderr } = spawnSync('callgrind_annotate', all, { encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout;
  };
  /** The columns of the functions: own or inclusive costs by event. */
  const costs = (of: Profile, ...args: string[]): Record<string, number[]> => {
    const lines = annotate(of, ...args).split('\n');
    const from = lines.findIndex((line) => line.includes('file:function')) + 2;
    return Object.fromEntries(
      lines.slice(from).flatMap((line) => {
        const found = /^((?: *[\d,]+(?: |$))+) (.*)$/.exec(line);
        if (found === null) return [];
        const numbers = found[1].trim().split(/ +/);
        return [[found[2].trim(), numbers.map((text) => Number(text.replaceAll(',', '')))]];
      }),
    );
  };
  const EVENTS = { wall: 0, 'on-stack': 1, waiting: 2 } as const;

  describe.each(INPUTS)('shows of %s', (input) => {
    it.each(['wall', 'on-stack', 'waiting'] as const)('the %s time', (times) => {
      const { profile } = recordingOf(input);
      const read = (of: Profile) => {
        const own = costs(of);
        const inclusive = costs(of, '--inclusive=yes');
        const names = Object.keys(inclusive).filter((name) => name !== '???:(root)');
        return Object.fromEntries(
          names.map((name) => [
            name,
            {
              own: own[name]?.[EVENTS[times]] ?? 0,
              cumulative: inclusive[name][EVENTS[times]],
            },
          ]),
        );
      };
      const nameOf = (names: FrameNames, index: number) =>
        `${names.path(index)}:${names.inFile(index)}`;
      checkFigures(profile, read, withoutCalls(expectedFigures(profile, times, nameOf)));
    });
  });
});

describeReader('flamegraph.pl', existsSync(FLAMEGRAPH), () => {
  /** The nanoseconds of all frames, of all stacks. */
  const frames = (of: Profile) => {
    const args = [FLAMEGRAPH, '--minwidth', '0', '--countname', 'ns', write('collapsed', of)];
    const { stdout, stderr } = spawnSync('perl', args, { encoding: 'utf8', maxBuffer: 1e8 });
    expect(stderr).toBe('');
    return [...stdout.matchAll(/([\d,]+) ns, [\d.]+%\)<\/title>/g)]
      .map(([, text]) => Number(text.replaceAll(',', '')))
      .sort((a, b) => a - b);
  };

  it.each(INPUTS)('draws the call tree of %s', (input) => {
    const { profile } = recordingOf(input);
    const expected = stackTimes(profile);
    const actual = frames(profile);
    expect(actual).toHaveLength(expected.length);
    const tolerance = contextCount(profile);
    const isClose = (time: number, i: number) => Math.abs(time - expected[i]) <= tolerance;
    expect(actual.every(isClose)).toBe(true);
    expect(frames(withMistake(profile)).every(isClose)).toBe(false);
  });
});

/** What each path of calls took with all below, and each thread, and all of them, in nanoseconds. */
function stackTimes({ threads }: Profile): number[] {
  const byPath = new Map<string, number>();
  const add = (path: string, time: number) => byPath.set(path, (byPath.get(path) ?? 0) + time);
  for (const { name, contexts } of threads) {
    const { rows, depths } = preorder(contexts.parent);
    const path: (string | number)[] = [];
    rows.forEach((row, i) => {
      path.length = depths[i];
      path.push(row === 0 ? name : contexts.function[row]);
      if (row === 0) return;
      const time = (contexts.self[row] + contexts.external[row]) * 1e6;
      for (let depth = 1; depth <= path.length; depth++) add(path.slice(0, depth).join(), time);
      add('', time);
    });
  }
  // A stack whose every context rounds to nothing is not written.
  return [...byPath.values()].filter((time) => time > 0.5).sort((a, b) => a - b);
}

describe("speedscope's JSON Schema", () => {
  const schema = JSON.parse(
    readFileSync(require.resolve('speedscope/dist/release/file-format-schema.json'), 'utf8'),
  );
  const validate = new Ajv({ strict: false }).compile(schema);

  it.each(INPUTS)('finds nothing wrong with %s', (input) => {
    const { profile } = recordingOf(input);
    const document = JSON.parse(readFileSync(write('speedscope', profile), 'utf8'));
    expect(validate(document) ? null : validate.errors).toBeNull();
    document.profiles[0].events[0].frame = 'main';
    expect(validate(document)).toBe(false);
  });
});

describe('markdown-it', () => {
  /** The text that a reader of the page sees. */
  const textOf = (of: Profile) =>
    new MarkdownIt()
      .render(readFileSync(write('markdown', of), 'utf8'))
      .replace(/<\/?(?:h3|p|ol|li|pre|code)(?: start="\d+")?>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');

  it.each(INPUTS)('shows the findings of %s, and takes no name for markup', (input) => {
    const { profile } = recordingOf(input);
    const text = textOf(profile);
    expect(text).not.toMatch(/<\w+ /);
    for (const { text: found, kind } of findings(profile).slice(0, 2)) {
      // With the word after it, so that a source line that calls the function is not taken for it.
      const [beforePath] = /^.*?( at | from |$)/s.exec(found)!;
      expect(text).toContain(beforePath);
      expect(text).toContain(kind);
      // Nor would it be there if a name were lost.
      const planted = structuredClone(profile);
      for (const fn of planted.functions) fn.name = fn.name.slice(1);
      expect(textOf(planted)).not.toContain(beforePath);
    }
  });
});

describeReader("Python's csv", isCommand('python3', '--version'), () => {
  const READ = `
import csv, json, sys
print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')))))`;
  const key = (row: Record<string, string>) =>
    `${row.function} ${row.file}:${row.line}:${row.column}`;

  it.each(INPUTS)('reads the table of %s', (input) => {
    const { profile } = recordingOf(input);
    const read = (of: Profile) =>
      Object.fromEntries(
        (python(READ, write('csv', of)) as Record<string, string>[]).map((row) => [
          key(row),
          {
            calls: Number(row.calls),
            own: Number(row.self_ms) * 1e6,
            cumulative: Number(row.total_ms) * 1e6,
          },
        ]),
      );
    const names = new FrameNames(profile);
    const expected = functionTable(profile).map((row) => [
      `${row.name} ${names.path(row.function)}:${row.line}:${row.column}`,
      { calls: row.calls, own: row.self * 1e6, cumulative: row.total * 1e6 },
    ]);
    checkFigures(profile, read, Object.fromEntries(expected));
  });
});
