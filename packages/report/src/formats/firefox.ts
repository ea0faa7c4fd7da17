import type { ExportOptions } from '../export/export-options.js';
import {
  chosenWeight,
  exportedProfile,
  type ExportedProfile,
  type ExportedThread,
} from '../export/exported-profile.js';
import { textChunks } from '../export/text-chunks.js';
import type { WeightName } from '../export/weights.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * A processed profile of the Firefox Profiler, version 57: a sample for each context, with its weight.
 *
 * @see https://github.com/firefox-devtools/profiler/blob/main/docs-developer/processed-profile-format.md
 */
export const firefox: ProfileFormat = {
  name: 'firefox',
  content: 'Firefox profile',
  extensions: ['.firefox.json'],
  isBinary: false,
  render: (profile, options = {}) =>
    textChunks(document(exportedProfile(profile, options), options)),
};

const VERSION = 57;
const MILLISECONDS_PER_NANOSECOND = 1e-6;
/** Index in `categories`. */
const JAVASCRIPT = 0;
const CATEGORIES = [
  { name: 'JavaScript', color: 'yellow', subcategories: ['Other'] },
  { name: 'Other', color: 'grey', subcategories: ['Other'] },
];

/** The texts of a profile, each once, by index. */
class Strings {
  readonly #indices = new Map<string, number>();

  of(text: string): number {
    const known = this.#indices.get(text);
    if (known !== undefined) return known;
    this.#indices.set(text, this.#indices.size);
    return this.#indices.size - 1;
  }

  get all(): string[] {
    return [...this.#indices.keys()];
  }
}

function* document(exported: ExportedProfile, { weight }: ExportOptions): Generator<string> {
  const chosen = chosenWeight(exported, weight);
  const { threads } = exported;
  const strings = new Strings();
  yield `{"meta":${JSON.stringify(metaOf(exported))},\n"libs":[],\n"threads":[\n`;
  let separator = '';
  for (const thread of threads) {
    yield separator;
    yield* threadText(thread, exported, chosen, strings);
    separator = ',\n';
  }
  yield `],\n"shared":${JSON.stringify({ stringArray: strings.all })}}\n`;
}

function metaOf({ profile }: ExportedProfile): object {
  return {
    interval: 1,
    startTime: Date.parse(profile.startedAt ?? '') || 0,
    processType: 0,
    product: profile.program?.arguments.join(' ') ?? 'coroscope',
    importedFrom: 'Coroscope',
    stackwalk: 0,
    version: 30,
    preprocessedProfileVersion: VERSION,
    symbolicated: true,
    categories: CATEGORIES,
    markerSchema: [],
    sampleUnits: { time: 'ms', eventDelay: 'ms', threadCPUDelta: 'µs' },
    ...(profile.program && { platform: profile.program.platform }),
  };
}

function* threadText(
  { name, thread, parent, function: functions, weights }: ExportedThread,
  exported: ExportedProfile,
  weight: WeightName,
  strings: Strings,
): Generator<string> {
  const column = weights[weight]!;
  const scale = weight === 'calls' ? 1 : MILLISECONDS_PER_NANOSECOND;
  const { stacks, times, samples } = samplesOf(column, scale);
  const fields: Record<string, unknown> = {
    processType: 'default',
    processStartupTime: 0,
    processShutdownTime: null,
    registerTime: 0,
    unregisterTime: null,
    pausedRanges: [],
    name,
    isMainThread: thread.id === 0,
    pid: String(thread.process ?? 0),
    tid: `${thread.process ?? 0}.${thread.id}${thread.tag === undefined ? '' : `.${thread.tag}`}`,
    samples: {
      stack: stacks,
      time: times,
      weight: samples,
      weightType: weight === 'calls' ? 'samples' : 'tracing-ms',
      length: stacks.length,
    },
    markers: { data: [], name: [], startTime: [], endTime: [], phase: [], category: [], length: 0 },
    // Row `n` of a call tree is stack `n - 1`.
    stackTable: {
      frame: Array.from(functions).slice(1),
      prefix: Array.from(parent, (row) => (row === 0 ? null : row - 1)).slice(1),
      length: parent.length - 1,
    },
    frameTable: frameTable(exported),
    funcTable: funcTable(exported, strings),
    resourceTable: { lib: [], name: [], host: [], type: [], length: 0 },
    nativeSymbols: { libIndex: [], address: [], name: [], functionSize: [], length: 0 },
  };
  let separator = '{';
  for (const [key, value] of Object.entries(fields)) {
    yield `${separator}${JSON.stringify(key)}:${JSON.stringify(value)}`;
    separator = ',\n';
  }
  yield '}';
}

/** The contexts that weigh anything, one after the other. */
function samplesOf(column: Float64Array, scale: number) {
  const stacks: number[] = [];
  const times: number[] = [];
  const samples: number[] = [];
  let time = 0;
  for (let row = 1; row < column.length; row++) {
    if (column[row] === 0) continue;
    stacks.push(row - 1);
    times.push(time * MILLISECONDS_PER_NANOSECOND);
    samples.push(column[row] * scale);
    time += column[row];
  }
  return { stacks, times, samples };
}

/** A frame for each function. */
function frameTable({ profile: { functions } }: ExportedProfile): object {
  const all = <Value>(value: Value) => functions.map(() => value);
  return {
    address: all(-1),
    inlineDepth: all(0),
    category: all(JAVASCRIPT),
    subcategory: all(0),
    func: functions.map((_, i) => i),
    nativeSymbol: all(null),
    innerWindowID: all(0),
    line: functions.map(({ line }) => line),
    column: functions.map(({ column }) => column),
    length: functions.length,
  };
}

function funcTable({ profile: { functions }, names }: ExportedProfile, strings: Strings): object {
  const all = <Value>(value: Value) => functions.map(() => value);
  return {
    isJS: all(true),
    relevantForJS: all(false),
    name: functions.map(({ name }) => strings.of(name)),
    resource: all(-1),
    fileName: functions.map((_, i) => strings.of(names.path(i))),
    lineNumber: functions.map(({ line }) => line),
    columnNumber: functions.map(({ column }) => column),
    length: functions.length,
  };
}
