import { functionTable, type Profile } from '@coroscope/profile';
import { withMistake } from './inputs.js';
import { FrameNames } from '../../../src/export/frame-names.js';

/** What a reader has to show of a function: counts, and times in nanoseconds. */
export interface Figures {
  calls?: number;
  own?: number;
  cumulative?: number;
}

/** By the name that the reader shows. */
export type FiguresByName = Record<string, Figures>;

type Times = 'wall' | 'on-stack' | 'waiting';

const NANOSECONDS = 1e6;

/** Nanoseconds that a reader's text may differ from a time. */
type Precision = (time: number) => number;

/** The figures of all functions, from the table that reports are made from. */
export function expectedFigures(
  profile: Profile,
  times: Times,
  nameOf: (names: FrameNames, index: number) => string = (names, index) => names.unique(index),
): FiguresByName {
  const names = new FrameNames(profile);
  const entries = functionTable(profile).map((row) => {
    const own = { wall: row.self + row.external, 'on-stack': row.self, waiting: row.external };
    const cumulative = { wall: row.work + row.wait, 'on-stack': row.work, waiting: row.wait };
    const figures: Figures = {
      calls: row.calls,
      own: own[times] * NANOSECONDS,
      cumulative: cumulative[times] * NANOSECONDS,
    };
    return [nameOf(names, row.function), figures] as const;
  });
  return Object.fromEntries(entries);
}

/** The same for a reader that shows names without files: those of one name are added up. */
export function figuresByShownName(profile: Profile, times: Times): FiguresByName {
  const byName: FiguresByName = {};
  const all = expectedFigures(profile, times, (_, index) => String(index));
  for (const [index, { own = 0, cumulative = 0 }] of Object.entries(all)) {
    addFigures(byName, profile.functions[Number(index)].name, own, cumulative);
  }
  return byName;
}

/** Adds times to those of a name. */
export function addFigures(
  byName: FiguresByName,
  name: string,
  own: number,
  cumulative: number,
): void {
  const sum = (byName[name] ??= { own: 0, cumulative: 0 });
  sum.own! += own;
  sum.cumulative! += cumulative;
}

/**
 * Fails unless a reader's figures are the expected ones, to the precision that it prints.
 *
 * @param precision Nanoseconds that a time may differ, beside what rounding each context to one makes.
 */
export function expectFigures(
  actual: FiguresByName,
  expected: FiguresByName,
  { precision = () => 0, contexts }: { precision?: Precision; contexts: number },
): void {
  const isNothing = ({ calls = 0, own = 0, cumulative = 0 }: Figures) =>
    Math.max(calls, own, cumulative) < 1;
  const shown = (all: FiguresByName) =>
    Object.keys(all)
      .filter((name) => !isNothing(all[name]))
      .sort();
  expect(shown(actual)).toEqual(shown(expected));
  for (const name of shown(actual)) {
    for (const figure of ['calls', 'own', 'cumulative'] as const) {
      const [is, should] = [actual[name][figure], expected[name][figure]];
      if (is === undefined || should === undefined) continue;
      const tolerance = figure === 'calls' ? 0 : precision(should) + contexts;
      if (Math.abs(is - should) <= tolerance) continue;
      throw new Error(`${figure} of ${name} is ${is}, not ${should}`);
    }
  }
}

/** How many contexts a profile has. */
export function contextCount({ threads }: Profile): number {
  return threads.reduce((sum, { contexts }) => sum + contexts.parent.length, 0);
}

/** Checks figures that a reader gives, and that the check finds a mistake. */
export function checkFigures(
  profile: Profile,
  read: (profile: Profile) => FiguresByName,
  expected: FiguresByName,
  precision?: Precision,
): void {
  const how = { precision, contexts: contextCount(profile) };
  expectFigures(read(profile), expected, how);
  const mistaken = read(withMistake(profile));
  expect(() => expectFigures(mistaken, expected, how)).toThrow();
}
