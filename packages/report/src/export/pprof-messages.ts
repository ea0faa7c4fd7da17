import {
  Function as ProfFunction,
  Line,
  Location,
  Profile as Prof,
  Sample,
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

/** The number of the field of a profile that holds its samples. */
const SAMPLE = 2;

/** Each is encoded by itself: together they would take far more memory than what they are made from. */
function* samples(
  thread: ExportedThread,
  weights: Weight[],
  label: Label[],
): Generator<Uint8Array> {
  const columns = weights.map(({ name }) => thread.weights[name]!);
  const writer = new MessageWriter();
  for (let row = 1; row < thread.parent.length; row++) {
    if (!hasWeight(thread, row)) continue;
    const value = columns.map((column) => column[row]);
    const sample = new Sample({ locationId: stackOf(thread, row), value, label });
    writer.bytes(SAMPLE, sample.encode());
    if (writer.length > CHUNK) yield writer.take();
  }
  yield writer.take();
}

const CHUNK = 1 << 16;

function hasWeight({ weights }: ExportedThread, row: number): boolean {
  return Object.values(weights).some((column) => column !== undefined && column[row] !== 0);
}

/** How many samples the messages hold. */
export function pprofSamples({ threads }: ExportedProfile): number {
  let samples = 0;
  for (const thread of threads) {
    for (let row = 1; row < thread.parent.length; row++) {
      if (hasWeight(thread, row)) samples++;
    }
  }
  return samples;
}

/** The locations of a context, the innermost function first. */
function stackOf({ parent, function: functions }: ExportedThread, row: number): number[] {
  const stack: number[] = [];
  for (let at = row; at > 0; at = parent[at]) stack.push(functions[at] + 1);
  return stack;
}

/** The name of a sample type, which tools take as an option: `on_stack`. */
function typeName(heading: string): string {
  return heading.replaceAll(' ', '_');
}
