import { readProfile } from '../../src/index.js';
import schemaJson from '../../profile.schema.json';
import { fullProfile } from '../full-profile.js';

interface Rule {
  $ref?: string;
  items?: Rule;
  properties?: Record<string, Rule>;
  additionalProperties?: Rule;
}

type Path = string[];
type Json = Record<string, unknown>;

const schema = schemaJson as Rule & { $defs: Record<string, Rule> };

/** Optional in the types; everything else is required. */
const OPTIONAL = [
  'clock.resolution',
  'clock.cpu',
  'startedAt',
  'monotonic',
  'program',
  'processes',
  'processes.0.end',
  'runs',
  'files.0.lines',
  'sites.0.dependsOn',
  'threads.0.process',
  'threads.0.tag',
  'threads.0.start',
  'threads.0.end',
  'threads.0.idle',
  'threads.0.elsewhere',
  'threads.0.blame',
  'threads.0.contexts.untimed',
  'threads.0.contexts.outside',
  'threads.0.contexts.contended',
  'threads.0.contexts.blame',
  'threads.0.functions.idle',
  'threads.0.functions.keptWaiting',
  'threads.0.functions.life.0.subBuckets',
  'threads.0.sites.outside',
  'threads.0.sites.contended',
  'threads.0.sites.collected',
  'threads.0.sites.histogram.0.subBuckets',
  'threads.0.bursts',
  'threads.0.stretches.0.blame',
  'threads.0.stretches.0.cpu',
  'threads.0.probeCosts',
];

/** Every object of a document and everything in its lists, with the rule of the schema for it. */
function* walk(value: unknown, rule: Rule, path: Path = []): Generator<[Path, Rule]> {
  const resolved = rule.$ref ? schema.$defs[rule.$ref.slice('#/$defs/'.length)] : rule;
  yield [path, resolved];
  if (typeof value !== 'object') return;
  const isList = Array.isArray(value);
  for (const [key, child] of Object.entries(value as Json)) {
    const childRule = isList
      ? resolved.items
      : (resolved.properties?.[key] ?? resolved.additionalProperties);
    if (childRule) yield* walk(child, childRule, [...path, key]);
  }
}

function valueAt(document: unknown, path: Path): Json {
  return path.reduce((value, key) => value[key] as Json, document as Json);
}

function withChange(path: Path, change: (parent: Json, key: string) => void): string {
  const document = structuredClone(fullProfile);
  change(valueAt(document, path.slice(0, -1)), path.at(-1)!);
  return JSON.stringify(document);
}

const walked = [...walk(fullProfile, schema)];
const objects = walked.filter(
  ([path, rule]) => rule.properties && !Array.isArray(valueAt(fullProfile, path)),
);
const properties = objects.flatMap(([path, rule]) =>
  Object.keys(rule.properties!).map((key) => [...path, key]),
);

describe('the published schema', () => {
  it('accepts a document with every property of the types', () => {
    expect(readProfile(JSON.stringify(fullProfile), 'full')).toEqual(fullProfile);
  });

  it.each(objects.map(([path, rule]) => ['$.' + path.join('.'), path, rule] as const))(
    'has the properties of the types for %s',
    (_, path, rule) => {
      expect(Object.keys(rule.properties!).sort()).toEqual(
        Object.keys(valueAt(fullProfile, path)).sort(),
      );
    },
  );

  it('describes no object that the types do not know', () => {
    const reached = objects.map(([, rule]) => rule);
    for (const [name, rule] of Object.entries(schema.$defs)) {
      // A column is a list in memory, whatever it may be in a file.
      const isColumn = ['times', 'counts', 'histograms'].includes(name);
      if (rule.properties && !isColumn) expect(reached).toContain(rule);
    }
  });

  it.each(
    properties
      .map((path) => [path.join('.'), path] as const)
      .filter(([name]) => !OPTIONAL.includes(name) && name !== 'format'),
  )('refuses a document without %s', (_, path) => {
    const text = withChange(path, (parent, key) => delete parent[key]);
    expect(() => readProfile(text, 'full')).toThrow(`has no "${path.at(-1)}"`);
  });

  it.each(OPTIONAL)('accepts a document without %s', (name) => {
    const text = withChange(name.split('.'), (parent, key) => delete parent[key]);
    expect(() => readProfile(text, 'full')).not.toThrow();
  });

  it.each(
    walked.filter(([path]) => path.length > 0).map(([path]) => [path.join('.'), path] as const),
  )('refuses a document with null for %s', (_, path) => {
    const text = withChange(path, (parent, key) => (parent[key] = null));
    expect(() => readProfile(text, 'full')).toThrow(/^full: /);
  });
});
