import {
  Function as ProfFunction,
  Line,
  Location,
  Profile as Prof,
  StringTable,
  ValueType,
  Label,
} from 'pprof-format';
import { weightsOfAll, type ExportedProfile, type ExportedThread } from './exported-profile.js';
import type { ExportOptions } from './export-options.js';
import { MessageWriter } from './protobuf.js';
import type { Weight } from './weights.js';

/**
 * The profile in parts: encoded messages, one after the other, are one message with the repeated fields of
 * all.
 */
export function* pprofMessages(
  exported: ExportedProfile,
  { weight }: ExportOptions,
): Generator<Uint8Array> {
  const { profile, names, threads } = exported;
  const strings = new StringTable();
  const weights = weightsOfAll(exported, weight);
  const used = usedFunctions(threads);
  const functions = used.map((i) => {
    const { name, line } = profile.functions[i];
    return new ProfFunction({
      id: i + 1,
      name: strings.dedup(names.unique(i)),
      // pprof takes a name that is its own system name for mangled, and drops what is in angle brackets.
      systemName: strings.dedup(name),
      filename: strings.dedup(names.path(i)),
      startLine: line,
    });
  });
  const location = used.map((i) => {
    const { line } = profile.functions[i];
    return new Location({ id: i + 1, line: [new Line({ functionId: i + 1, line })] });
  });
  const [threadKey, tagKey] = ['thread', 'tag'].map((key) => strings.dedup(key));
  const labels = threads.map(({ thread: { name, tag } }) => [
    new Label({ key: threadKey, str: strings.dedup(name) }),
    ...(tag === undefined ? [] : [new Label({ key: tagKey, str: strings.dedup(tag) })]),
  ]);
  const started = Date.parse(profile.startedAt ?? '');
  yield new Prof({
    sampleType: weights.map(
      ({ heading, unit }) =>
        new ValueType({ type: strings.dedup(typeName(heading)), unit: strings.dedup(unit) }),
    ),
    function: functions,
    location,
    defaultSampleType: strings.dedup(typeName(weights[0].heading)),
    durationNanos: Math.round(profile.elapsed * 1e6),
    ...(Number.isNaN(started) ? {} : { timeNanos: BigInt(started) * 1_000_000n }),
    stringTable: strings,
  }).encode();
  for (const [index, thread] of threads.entries()) {
    yield* samples(thread, weights, labels[index]);
  }
}

/** The functions that have a context, in order. */
function usedFunctions(threads: readonly ExportedThread[]): number[] {
  const used = new Set<number>();
  for (const { function: functions } of threads) {
    for (let row = 1; row < functions.length; row++) used.add(functions[row]);
  }
  return [...used].sort((a, b) => a - b);
}

/** The numbers of the fields of a profile, and of a sample. */
const SAMPLE = 2;
const LOCATIONS = 1;
const VALUES = 2;
const LABELS = 3;

/**
 * Each is encoded by itself: together they would take far more memory than what they are made from. And by hand, for
 * there may be a million, with a hundred locations each.
 */
function* samples(
  thread: ExportedThread,
  weights: Weight[],
  labels: Label[],
): Generator<Uint8Array> {
  const columns = weights.map(({ name }) => thread.weights[name]!);
  const writer = new MessageWriter();
  const sample = new MessageWriter();
  for (const label of labels) sample.bytes(LABELS, label.encode());
  const encodedLabels = sample.take();
  const { parent, function: functions } = thread;
  const values = new Float64Array(columns.length);
  /** The locations of a context, the innermost function first. */
  const stack: number[] = [];
  const isThere = hasWeight(thread);
  for (let row = 1; row < parent.length; row++) {
    if (!isThere(row)) continue;
    let depth = 0;
    for (let at = row; at > 0; at = parent[at]) stack[depth++] = functions[at] + 1;
    for (let i = 0; i < values.length; i++) values[i] = columns[i][row];
    sample.packed(LOCATIONS, stack, depth).packed(VALUES, values).raw(encodedLabels);
    writer.message(SAMPLE, sample);
    if (writer.length > CHUNK) yield writer.take();
  }
  yield writer.take();
}

const CHUNK = 1 << 16;

/** @returns whether a row weighs anything */
function hasWeight({ weights }: ExportedThread): (row: number) => boolean {
  const columns = Object.values(weights).filter((column) => column !== undefined);
  return (row) => columns.some((column) => column[row] !== 0);
}

/** How many samples the messages hold. */
export function pprofSamples({ threads }: ExportedProfile): number {
  let samples = 0;
  for (const thread of threads) {
    const isThere = hasWeight(thread);
    for (let row = 1; row < thread.parent.length; row++) if (isThere(row)) samples++;
  }
  return samples;
}

/** The name of a sample type, which tools take as an option: `on_stack`. */
function typeName(heading: string): string {
  return heading.replaceAll(' ', '_');
}
