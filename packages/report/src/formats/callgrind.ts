import { callGraph, type CallEdge } from '../export/call-graph.js';
import type { ExportOptions } from '../export/export-options.js';
import { exportedProfile, weightsOfAll, type ExportedProfile } from '../export/exported-profile.js';
import { textChunks } from '../export/text-chunks.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * The call graph as Callgrind writes it, for KCachegrind, QCachegrind and callgrind_annotate: what each
 * function weighs itself, and what its calls of others do.
 *
 * @see https://valgrind.org/docs/manual/cl-format.html
 */
export const callgrind: ProfileFormat = {
  name: 'callgrind',
  content: 'Callgrind profile',
  extensions: ['.callgrind'],
  isBinary: false,
  opensWith: (file) => ['callgrind_annotate', '--inclusive=yes', file],
  render: (profile, options = {}) => textChunks(lines(exportedProfile(profile, options), options)),
};

/** The caller of what no instrumented function has called. */
const ROOT = -1;

function* lines(exported: ExportedProfile, { weight }: ExportOptions): Generator<string> {
  const { profile, names } = exported;
  const weights = weightsOfAll(exported, weight).filter(({ name }) => name !== 'calls');
  const graph = callGraph(
    exported,
    weights.map(({ name }) => name),
  );
  const files = new CompressedNames('fl');
  const functions = new CompressedNames('fn');
  const position = (index: number, prefix: string) => {
    const [path, name] = index === ROOT ? ['', '(root)'] : [names.path(index), names.inFile(index)];
    const file = index === ROOT ? -1 : profile.functions[index].file;
    return `${prefix}${files.of(file, path || '???')}\n${prefix}${functions.of(index, name)}\n`;
  };
  const line = (index: number) => (index === ROOT ? 0 : profile.functions[index].line);
  const costs = (columns: Float64Array[], row: number) =>
    columns.map((column) => column[row] ?? 0).join(' ');

  yield '# callgrind format\nversion: 1\ncreator: coroscope\n';
  yield `cmd: ${profile.program?.arguments.join(' ') ?? ''}\npositions: line\n`;
  yield `events: ${weights.map(({ heading }) => eventName(heading)).join(' ')}\n`;
  const totals = graph.self.map((column) => column.reduce((sum, cost) => sum + cost, 0));
  yield `summary: ${totals.join(' ')}\n`;
  for (const [caller, outgoing] of byCaller(graph.edges)) {
    yield `\n${position(caller, '')}${line(caller)} ${costs(graph.self, caller)}\n`;
    for (const edge of outgoing) {
      const { callee } = graph.edges[edge];
      yield `${position(callee, 'c')}calls=${graph.calls[edge]} ${line(callee)}\n`;
      yield `${line(caller)} ${costs(graph.costs, edge)}\n`;
    }
  }
}

/** The edges of each function that is called, or calls others. */
function byCaller(edges: readonly CallEdge[]): Map<number, number[]> {
  const outgoing = new Map<number, number[]>();
  const of = (index: number) => {
    const known = outgoing.get(index) ?? [];
    outgoing.set(index, known);
    return known;
  };
  edges.forEach(({ caller, callee }, edge) => {
    of(caller).push(edge);
    of(callee);
  });
  return outgoing;
}

/** `OnStack`. */
function eventName(heading: string): string {
  return heading.replace(/(?:^| )[a-z]/g, (start) => start.trim().toUpperCase());
}

/** Names that are written out once, and are numbers from then on. */
class CompressedNames {
  readonly #numbers = new Map<number, number>();

  constructor(readonly field: string) {}

  of(key: number, name: string): string {
    const known = this.#numbers.get(key);
    if (known !== undefined) return `${this.field}=(${known})`;
    const number = this.#numbers.size + 1;
    this.#numbers.set(key, number);
    return `${this.field}=(${number}) ${name}`;
  }
}
