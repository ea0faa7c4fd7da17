import { isDeepStrictEqual } from 'node:util';
import {
  functionTable,
  mergeProfiles,
  mergeTags,
  siteTable,
  type Profile,
  type Thread,
} from '@coroscope/profile';
import {
  contextFigures,
  functionFigures,
  siteFigures,
  type ContextFigure,
  type Expectation,
  type ExpectedReading,
  type ExpectedTables,
} from './expectation.js';
import type { RunResult } from './host/request.js';
import type { Program } from './program.js';

type Row = Record<string, unknown>;

/** One line for everything that is not as expected: where, which figure, expected, actual. */
export function differences(
  program: Program,
  expectation: Expectation,
  { readings, workers, log }: RunResult,
): string[] {
  const lines: string[] = [];
  if (expectation.log && expectation.log.join('\n') !== log.join('\n')) {
    lines.push(`log: expected ${JSON.stringify(expectation.log)}, got ${JSON.stringify(log)}`);
  }
  for (const [name, expected] of Object.entries(expectation.readings)) {
    const reading = readings[name];
    if (reading === undefined) {
      lines.push(`${name}: this reading was never taken`);
      continue;
    }
    const profile = name === 'end' ? mergeProfiles([reading, ...workers]) : reading;
    const found = readingDifferences(program, expected, profile);
    lines.push(...found.map((line) => `${name}: ${line}`));
  }
  return lines;
}

function readingDifferences(program: Program, expected: ExpectedReading, profile: Profile) {
  const lines: string[] = [];
  if (profile.elapsed !== expected.elapsed) {
    lines.push(`elapsed: expected ${expected.elapsed}, got ${profile.elapsed}`);
  }
  const merged = mergeTags(profile);
  lines.push(...threadDifferences(expected, merged.threads));
  lines.push(...tablesDifferences(program, expected, merged));
  if (expected.bursts) lines.push(...burstDifferences(program, expected.bursts, merged));
  if (expected.tags) lines.push(...tagsDifferences(program, expected.tags, profile));
  return lines;
}

/** What the program says of its threads, and what holds of every thread. */
function threadDifferences(expected: ExpectedReading, threads: Thread[]): string[] {
  const lines = threads.flatMap(invariantDifferences);
  const compare = (what: string, wanted: object | undefined, got: object) => {
    if (wanted === undefined || isDeepStrictEqual(got, wanted)) return;
    lines.push(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
  };
  const timeOf = ({ idle, elsewhere, blame }: Thread) => ({ idle, elsewhere, blame });
  compare('thread', expected.thread, timeOf(threads[0]));
  const times = threads.map((thread) => [
    thread.name,
    { elapsed: thread.elapsed, ...timeOf(thread) },
  ]);
  compare('threads', expected.threads, Object.fromEntries(times) as object);
  return lines;
}

function invariantDifferences({ name, elapsed, idle, elsewhere, blame, contexts }: Thread) {
  const lines: string[] = [];
  if (idle === undefined || elsewhere === undefined || blame === undefined) return lines;
  const sum = (column: number[]) => column.reduce((total, value) => total + value, 0);
  if (idle + elsewhere + sum(contexts.self.slice(1)) !== elapsed) {
    lines.push(`${name}: its three states do not add up to the elapsed time`);
  }
  const blamed = sum(contexts.blame!) + blame.shortTasks + blame.elsewhere;
  if (sum(contexts.contended!) !== blamed) {
    lines.push(`${name}: contended ${sum(contexts.contended!)}, but blamed ${blamed}`);
  }
  return lines;
}

function tagsDifferences(
  program: Program,
  expected: Record<string, ExpectedTables>,
  profile: Profile,
): string[] {
  const tags = new Set([...Object.keys(expected), ...profile.threads.map(({ tag = '' }) => tag)]);
  return [...tags].flatMap((tag) => {
    const threads = profile.threads.filter((thread) => (thread.tag ?? '') === tag);
    const tables = expected[tag] ?? { functions: {} };
    if (threads.length === 0) return [`tag ${tag}: missing`];
    const lines = tablesDifferences(program, tables, { ...profile, threads });
    return lines.map((line) => `tag ${tag}: ${line}`);
  });
}

function tablesDifferences(program: Program, expected: ExpectedTables, profile: Profile): string[] {
  const lines: string[] = [];
  const nameOf = functionNames(program, profile);
  const functions = functionTable(profile).map((row) => [nameOf(row.function), row] as const);
  lines.push(...tableDifferences(expected.functions, functionFigures, functions));
  if (expected.sites) {
    const sites = siteTable(profile).map((row): [string, Row] => {
      const text = textAt(program.files[row.file], row.line, row.column);
      return [siteKey(Object.keys(expected.sites!), nameOf(row.function), text), { ...row }];
    });
    lines.push(...tableDifferences(expected.sites, siteFigures, sites));
  }
  if (expected.contexts) {
    lines.push(
      ...tableDifferences(expected.contexts, contextFigures, contextRows(profile, nameOf)),
    );
  }
  return lines;
}

function tableDifferences<Expected>(
  expected: Record<string, Expected>,
  figures: (row: Expected) => Row,
  actual: (readonly [string, object])[],
): string[] {
  const lines: string[] = [];
  const rows = new Map<string, Row>();
  for (const [key, row] of actual) {
    if (rows.has(key)) lines.push(`${key}: appears twice`);
    rows.set(key, row as Row);
    if (!(key in expected)) lines.push(`${key}: not expected at all, got ${nonZero(row as Row)}`);
  }
  for (const [key, row] of Object.entries(expected)) {
    const found = rows.get(key);
    if (found === undefined) {
      lines.push(`${key}: missing`);
      continue;
    }
    for (const [figure, value] of Object.entries(figures(row))) {
      if (value === null || found[figure] === value) continue;
      lines.push(`${key}: ${figure}: expected ${String(value)}, got ${String(found[figure])}`);
    }
  }
  return lines;
}

function nonZero(row: Row): string {
  return Object.entries(row)
    .filter(([, value]) => typeof value === 'number' && value !== 0)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}

/** Functions of the entry go by their names, those of other files have the file's name added. */
function functionNames({ entry }: Program, profile: Profile): (index: number) => string {
  const names = profile.functions.map(({ name, file }) => {
    const { path } = profile.files[file];
    return path === entry ? name : `${name} of ${path}`;
  });
  return (index) => names[index];
}

const CONTEXT_FIGURES: readonly (ContextFigure | 'calls')[] = [
  'calls',
  'carriedIn',
  'live',
  'suspensions',
  'self',
  'onStack',
  'awaiting',
  'paused',
  'external',
];

/** The contexts with any figure, by the names from the root down. */
function contextRows(profile: Profile, nameOf: (index: number) => string): [string, Row][] {
  const [{ contexts }] = profile.threads;
  const paths = [''];
  const rows: [string, Row][] = [];
  for (let i = 1; i < contexts.parent.length; i++) {
    const parent = paths[contexts.parent[i]];
    const name = nameOf(contexts.function[i]);
    paths.push(parent === '' ? name : `${parent} > ${name}`);
    const row = Object.fromEntries(CONTEXT_FIGURES.map((figure) => [figure, contexts[figure][i]]));
    if (Object.values(row).some((value) => value !== 0)) rows.push([paths[i], row]);
  }
  return rows;
}

function burstDifferences(
  program: Program,
  expected: Required<ExpectedReading>['bursts'],
  profile: Profile,
): string[] {
  const [{ contexts, bursts }] = profile.threads;
  const nameOf = functionNames(program, profile);
  const path = (row: number): string =>
    contexts.parent[row] > 0
      ? `${path(contexts.parent[row])} > ${nameOf(contexts.function[row])}`
      : nameOf(contexts.function[row]);
  const found = bursts!.before.map((before, i) => [
    `${path(before)}; ${path(bursts!.after[i])}`,
    { count: bursts!.count[i], calls: bursts!.calls[i] },
  ]);
  const got = Object.fromEntries(found) as object;
  return isDeepStrictEqual(got, expected)
    ? []
    : [`bursts: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`];
}

/** A site goes by its function and the beginning of the source text at its position. */
function siteKey(keys: string[], functionName: string, text: string): string {
  const fitting = keys.filter((key) => {
    const [name, beginning] = splitSiteKey(key);
    return name === functionName && text.startsWith(beginning);
  });
  if (fitting.length > 1) throw new Error(`these keys name the same site: ${fitting.join(', ')}`);
  return fitting[0] ?? `${functionName}: ${text.split('\n', 1)[0]}`;
}

function splitSiteKey(key: string): [string, string] {
  const colon = key.indexOf(': ');
  return [key.slice(0, colon), key.slice(colon + ': '.length)];
}

function textAt(text: string, line: number, column: number): string {
  const lines = text.split('\n').slice(line - 1);
  return lines.join('\n').slice(column - 1);
}
