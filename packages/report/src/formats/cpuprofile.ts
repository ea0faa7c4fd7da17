import { apportion } from '../export/apportion.js';
import { chosenWeight, exportedProfile, type ExportedProfile } from '../export/exported-profile.js';
import type { ExportOptions } from '../export/export-options.js';
import { commaSeparated, textChunks } from '../export/text-chunks.js';
import type { WeightName } from '../export/weights.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * The CPU profile of the DevTools protocol, which Chrome DevTools, VS Code and others open: a node for each
 * context, and one sample that takes as many microseconds as it weighs.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile
 */
export const cpuprofile: ProfileFormat = {
  name: 'cpuprofile',
  content: 'CPU profile',
  extensions: ['.cpuprofile'],
  isBinary: false,
  opensWith: (file) => ['npx', 'speedscope', file],
  render: (profile, options = {}) =>
    textChunks(document(exportedProfile(profile, options), options)),
};

interface Node {
  callFrame: string;
  /** Whole microseconds, or calls. */
  weight: number;
  children: number[];
}

/** The root is the first node; the index of a node is its identifier less 1. */
function* document(exported: ExportedProfile, { weight }: ExportOptions): Generator<string> {
  const nodes = nodesOf(exported, chosenWeight(exported, weight));
  yield '{"nodes":[\n';
  yield* commaSeparated(nodeTexts(nodes));
  const sampled = [...nodes.keys()].filter((i) => nodes[i].weight > 0);
  const total = sampled.reduce((sum, i) => sum + nodes[i].weight, 0);
  // A sample lasts until the next one; readers guess how long the last one does, so that one is the root's.
  yield `],\n"startTime":0,"endTime":${total},\n"samples":[`;
  yield* commaSeparated([...sampled, 0].map((i) => `${i + 1}`));
  yield '],\n"timeDeltas":[0';
  for (const i of sampled) yield `,\n${nodes[i].weight}`;
  yield ']}\n';
}

function* nodeTexts(nodes: readonly Node[]): Generator<string> {
  for (const [i, { callFrame, weight, children }] of nodes.entries()) {
    const hits = weight > 0 ? 1 : 0;
    yield `{"id":${i + 1},"callFrame":${callFrame},"hitCount":${hits},"children":[${children.join()}]}`;
  }
}

function nodesOf(exported: ExportedProfile, weight: WeightName): Node[] {
  const { profile, threads } = exported;
  const frames = profile.functions.map((_, i) => callFrame(exported, i));
  const nodes: Node[] = [{ callFrame: nameOnly('(root)'), weight: 0, children: [] }];
  const add = (above: number, frame: string, weightOfNode: number) => {
    const index = nodes.push({ callFrame: frame, weight: weightOfNode, children: [] }) - 1;
    nodes[above].children.push(index + 1);
    return index;
  };
  for (const thread of threads) {
    const column = thread.weights[weight]!;
    const whole = weight === 'calls' ? column : apportion(column, MICROSECONDS_PER_NANOSECOND);
    const nodeOf = new Int32Array(column.length);
    if (threads.length > 1) nodeOf[0] = add(0, nameOnly(thread.name), 0);
    for (let row = 1; row < whole.length; row++) {
      nodeOf[row] = add(nodeOf[thread.parent[row]], frames[thread.function[row]], whole[row]);
    }
  }
  return nodes;
}

const MICROSECONDS_PER_NANOSECOND = 1e-3;

function callFrame({ profile, names }: ExportedProfile, index: number): string {
  const { name, file, line, column } = profile.functions[index];
  return JSON.stringify({
    functionName: name,
    scriptId: String(file + 1),
    url: names.path(index),
    // From 0 here.
    lineNumber: line - 1,
    columnNumber: column - 1,
  });
}

function nameOnly(name: string): string {
  return JSON.stringify({
    functionName: name,
    scriptId: '0',
    url: '',
    lineNumber: -1,
    columnNumber: -1,
  });
}
