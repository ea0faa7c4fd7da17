import {
  chosenWeight,
  exportedProfile,
  type ExportedProfile,
  type ExportedThread,
} from '../export/exported-profile.js';
import type { ExportOptions } from '../export/export-options.js';
import { preorder } from '../export/preorder.js';
import { commaSeparated, textChunks } from '../export/text-chunks.js';
import { subtreeSums, type WeightName } from '../export/weights.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * The call tree of each thread as events of speedscope, which laid one after the other fill its sum.
 *
 * @see https://github.com/jlfwong/speedscope/wiki/Importing-from-custom-sources
 */
export const speedscope: ProfileFormat = {
  name: 'speedscope',
  content: 'speedscope profile',
  extensions: ['.speedscope.json'],
  isBinary: false,
  opensWith: (file) => ['npx', 'speedscope', file],
  render: (profile, options = {}) =>
    textChunks(document(exportedProfile(profile, options), options)),
};

function* document(exported: ExportedProfile, { weight }: ExportOptions): Generator<string> {
  const { profile, threads } = exported;
  const chosen = chosenWeight(exported, weight);
  const name = profile.program?.arguments.join(' ') ?? 'coroscope';
  yield `{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"coroscope",`;
  yield `"name":${JSON.stringify(name)},"activeProfileIndex":0,\n"shared":{"frames":[\n`;
  yield* commaSeparated(profile.functions.map((_, i) => frame(exported, i)));
  yield ']},\n"profiles":[\n';
  let separator = '';
  for (const thread of threads) {
    yield separator;
    yield* threadProfile(thread, chosen);
    separator = ',\n';
  }
  yield ']}\n';
}

function frame({ profile, names }: ExportedProfile, index: number): string {
  const { name, line, column } = profile.functions[index];
  const file = names.path(index);
  return JSON.stringify({ name, ...(file === '' ? {} : { file, line, col: column }) });
}

function* threadProfile(thread: ExportedThread, weight: WeightName): Generator<string> {
  const column = thread.weights[weight]!;
  const sums = subtreeSums(column, thread.parent);
  const unit = weight === 'calls' ? 'none' : 'nanoseconds';
  yield `{"type":"evented","name":${JSON.stringify(thread.name)},"unit":"${unit}",`;
  yield `"startValue":0,"endValue":${sums[0]},"events":[\n`;
  yield* commaSeparated(events(thread, column, sums));
  yield ']}';
}

function* events(
  { parent, function: functions }: ExportedThread,
  column: Float64Array,
  sums: Float64Array,
): Generator<string> {
  const { rows, depths } = preorder(parent);
  const open: number[] = [];
  let at = 0;
  const close = () => `{"type":"C","frame":${open.pop()},"at":${at}}`;
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i];
    while (open.length >= depths[i]) yield close();
    if (sums[row] === 0) continue;
    open.push(functions[row]);
    yield `{"type":"O","frame":${functions[row]},"at":${at}}`;
    at += column[row];
  }
  while (open.length > 0) yield close();
}
