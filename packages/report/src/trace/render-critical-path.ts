import {
  activationsOf,
  criticalPath,
  pathTree,
  type CriticalPath,
  type PathNode,
  type PathWait,
  type PieceKind,
  type Trace,
} from '@coroscope/profile';
import stringWidth from 'string-width';
import { label } from '../text/label.js';
import { itemLines, paragraph } from '../text/paragraph.js';
import { printable } from '../text/printable-profile.js';
import { heading } from '../text/section.js';
import { shorten } from '../text/shorten.js';
import { lineDigits, sourceLines } from '../text/source-lines.js';
import { renderTable } from '../text/table.js';
import { count, duration, quantity, timeScale, type TimeScale } from '../text/units.js';
import { TraceContext, type TraceReportOptions } from './trace-context.js';

/** A branch with less than this share of the elapsed time is not shown. */
const SMALLEST_SHARE = 0.01;
/** Levels of the tree that are shown. */
const DEEPEST = 24;

const WORDS: Record<PieceKind, string> = {
  onStack: 'on stack',
  external: 'external',
  blocked: 'blocked',
  switching: 'switching',
  paused: 'paused',
};

/**
 * What the elapsed time of an activation was really spent on: summed up by place, and as a tree that
 * says what each wait waited for.
 *
 * @param activation Its index among the trace's activations.
 */
export function renderCriticalPath(
  trace: Trace,
  activation: number,
  options: TraceReportOptions,
): string {
  const context = new TraceContext(trace, options);
  const path = criticalPath(trace, activation);
  const sections = [
    summary(activation, path, context),
    places(path, context),
    tree(path, context),
  ].filter(({ length }) => length > 0);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function elapsedOf({ pieces }: CriticalPath): number {
  return pieces.length === 0 ? 0 : pieces.at(-1)!.end - pieces[0].start;
}

function summary(activation: number, path: CriticalPath, context: TraceContext): string[] {
  const { trace, theme } = context;
  const { styles } = theme;
  const { function: fn, start, tag, isLive, isCarriedIn } = activationsOf(trace).get(activation);
  const name = `${context.functionName(fn)} #${activation}`;
  const place = context.functionPlace(fn);
  const from = `${place}  from ${duration(start - trace.start, theme)} on`;
  const room = theme.width - stringWidth(from) - 5;
  const title = `Critical path of ${name}`;
  const sums = new Map<PieceKind, number>();
  for (const { kind, start: begun, end } of path.pieces) {
    sums.set(kind, (sums.get(kind) ?? 0) + end - begun);
  }
  const shares = [...sums].toSorted((a, b) => b[1] - a[1]);
  return [
    heading(shorten(title, room, 'end', theme.symbols.ellipsis), from, theme),
    '',
    ...itemLines(
      [
        ...(tag === undefined ? [] : [`under ${printable(tag)}`]),
        `${styles.strong(duration(elapsedOf(path), theme))} elapsed`,
        ...shares.map(([kind, time]) => `${styles.strong(duration(time, theme))} ${WORDS[kind]}`),
      ],
      theme,
    ),
    ...[
      ...(isLive ? ['It had not ended when the trace did.'] : []),
      ...(isCarriedIn ? ['It had begun before the trace did.'] : []),
      ...trace.notes.map(printable),
    ].flatMap((note) => paragraph('! ', note, theme)),
  ];
}

/** What one place of the program has of the path. */
interface Place {
  kind: PieceKind;
  /** The function that was on the stack, waited or blocked. */
  function: number;
  site: number;
  /** For `blocked`: the function at the bottom of the stack. */
  by: number;
  time: number;
  pieces: number;
}

function places(path: CriticalPath, context: TraceContext): string[] {
  const { theme, limit } = context;
  const { styles, symbols } = theme;
  const elapsed = elapsedOf(path);
  const all = sumByPlace(path, context.trace);
  const rows = all.slice(0, limit).filter(({ time }) => time >= elapsed * SMALLEST_SHARE);
  if (rows.length === 0) return [];
  const scale = timeScale(rows[0].time, theme);
  const table = renderTable<Place>(
    rows,
    [
      { heading: 'time', align: 'right', cell: ({ time }) => styles.strong(scale.format(time)) },
      { heading: 'share', align: 'right', cell: ({ time }) => share(time, elapsed) },
      { heading: 'times', align: 'right', cell: ({ pieces }) => count(pieces) },
      { heading: 'spent', align: 'left', cell: ({ kind }) => colored(kind, context)(WORDS[kind]) },
    ],
    {
      heading: 'where',
      cell: (row, width) => {
        const where =
          row.site < 0 ? context.functionPlace(row.function) : context.sitePlace(row.site);
        const by = row.kind === 'blocked' ? ` by ${context.functionName(row.by)}` : '';
        return label(context.functionName(row.function) + by, where, width, theme, 8);
      },
    },
    theme,
  );
  const lines = rows.map(({ site }) => context.source(site));
  const digits = lineDigits(lines);
  const hidden = all.length - rows.length;
  return [
    heading('Where its time went', `in ${scale.unit}`, theme),
    table.heading,
    ...table.lines.flatMap((line, i) => [
      line,
      ...sourceLines([lines[i]], { indent: 4, digits }, theme),
    ]),
    ...(hidden > 0
      ? [styles.faint(`  ${symbols.ellipsis} ${quantity(hidden, 'more place')}`)]
      : []),
  ];
}

/** By time, the most first. */
function sumByPlace({ visits, pieces }: CriticalPath, trace: Trace): Place[] {
  const activations = activationsOf(trace);
  const byKey = new Map<string, Place>();
  for (const { kind, start, end, visit, site, by } of pieces) {
    const fn = activations.functionOf(visits[visit].activation);
    const blocker = by < 0 ? by : activations.functionOf(by);
    const key = [kind, fn, site, blocker].join();
    const place = byKey.get(key) ?? { kind, function: fn, site, by: blocker, time: 0, pieces: 0 };
    byKey.set(key, place);
    place.time += end - start;
    place.pieces++;
  }
  return [...byKey.values()].sort((a, b) => b.time - a.time);
}

function share(time: number, elapsed: number): string {
  return `${((time / elapsed) * 100).toFixed(1)}%`;
}

/** The hue of computing or of waiting; being kept from going on is neither. */
function colored(kind: PieceKind, { theme: { styles } }: TraceContext): (text: string) => string {
  if (kind === 'onStack') return styles.onStack;
  return kind === 'blocked' ? styles.warning : styles.awaiting;
}

interface TreeLine {
  time: number;
  /** The lines that lead to it. */
  trunk: string;
  text: (width: number) => string;
}

function tree(path: CriticalPath, context: TraceContext): string[] {
  const { theme } = context;
  const elapsed = elapsedOf(path);
  if (elapsed === 0) return [];
  const scale = timeScale(elapsed, theme);
  const lines = new PathLines(context, elapsed).of(pathTree(context.trace, path));
  return [
    heading('Path', `what each wait waited for, in the order of time, in ${scale.unit}`, theme),
    ...renderLines(lines, elapsed, scale, context),
  ];
}

function renderLines(
  lines: readonly TreeLine[],
  elapsed: number,
  scale: TimeScale,
  { theme }: TraceContext,
): string[] {
  const table = renderTable(
    lines,
    [
      { heading: 'time', align: 'right', cell: ({ time }) => scale.format(time) },
      { heading: 'share', align: 'right', cell: ({ time }) => share(time, elapsed) },
    ],
    {
      heading: 'activation',
      cell: ({ trunk, text }, width) =>
        theme.styles.faint(trunk) + text(width - stringWidth(trunk)),
    },
    theme,
  );
  return [table.heading, ...table.lines];
}

/** A branch of the tree that is to be drawn. */
interface Entry {
  time: number;
  text: (width: number) => string;
  entries: () => Entry[];
}

/** The tree of a path as lines: an activation, under it its waits, under those what explains them. */
class PathLines {
  readonly #context: TraceContext;
  readonly #elapsed: number;
  readonly #lines: TreeLine[] = [];

  constructor(context: TraceContext, elapsed: number) {
    this.#context = context;
    this.#elapsed = elapsed;
  }

  of(root: PathNode): TreeLine[] {
    const entry = this.#activation(root);
    this.#lines.push({ time: entry.time, trunk: '', text: entry.text });
    this.#add(entry.entries(), '', 1);
    return this.#lines;
  }

  #add(entries: Entry[], trunk: string, depth: number): void {
    const { symbols } = this.#context.theme;
    const shown = entries.filter((entry) => this.#isShown(entry));
    const hidden = entries.filter((entry) => !shown.includes(entry) && entry.time > 0);
    const rest = hidden.reduce((sum, { time }) => sum + time, 0);
    if (hidden.length > 0 && rest >= this.#elapsed * SMALLEST_SHARE) {
      shown.push({
        time: rest,
        text: () => `${symbols.ellipsis} ${quantity(hidden.length, 'smaller part')}`,
        entries: () => [],
      });
    }
    shown.forEach((entry, i) => {
      const isLast = i === shown.length - 1;
      const branch = isLast ? symbols.lastBranch : symbols.branch;
      this.#lines.push({ time: entry.time, trunk: trunk + branch, text: entry.text });
      const below = entry.entries();
      const continued = trunk + (isLast ? ' '.repeat(stringWidth(symbols.trunk)) : symbols.trunk);
      if (depth < DEEPEST) this.#add(below, continued, depth + 1);
    });
  }

  #isShown({ time }: Entry): boolean {
    return time >= this.#elapsed * SMALLEST_SHARE;
  }

  #activation(node: PathNode): Entry {
    const context = this.#context;
    const name = context.functionName(node.function);
    const which = node.count === 1 ? `#${node.activation}` : `x ${count(node.count)}`;
    return {
      time: node.time,
      text: (width) =>
        label(`${name} ${which}`, context.functionPlace(node.function), width, context.theme),
      entries: () => [
        { ...this.#part('onStack', node.onStack), entries: () => this.#callees(node) },
        ...node.waits.map((wait) => this.#wait(wait)),
      ],
    };
  }

  /** What was called on the way. */
  #callees({ callees }: PathNode): Entry[] {
    const context = this.#context;
    return [...callees]
      .sort((a, b) => b[1] - a[1])
      .map(([fn, time]) => ({
        time,
        text: (width) =>
          label(context.functionName(fn), context.functionPlace(fn), width, context.theme),
        entries: () => [],
      }));
  }

  #wait(wait: PathWait): Entry {
    const context = this.#context;
    const { source } = context.source(wait.site);
    const what = source ?? context.siteKind(wait.site);
    const activations = wait.children.map((child) => this.#activation(child));
    const rest = [
      this.#part('external', wait.external),
      ...[...wait.blocked].map(([by, time]) => this.#part('blocked', time, by)),
      this.#part('switching', wait.switching),
      this.#part('paused', wait.paused),
    ];
    const shown = [...activations, ...rest].filter((entry) => this.#isShown(entry));
    // A wait with one explanation that is no activation is one line.
    const only = shown.length === 1 && rest.includes(shown[0]) ? shown[0] : undefined;
    return {
      time: wait.time,
      text: (width) => {
        const before = only === undefined ? '' : `${only.text(width)}  `;
        const room = width - stringWidth(before);
        return before + label(what, context.sitePlace(wait.site), room, context.theme);
      },
      entries: () => (only === undefined ? [...activations, ...rest] : []),
    };
  }

  #part(kind: PieceKind, time: number, by?: number): Entry {
    const context = this.#context;
    const name = by === undefined ? '' : ` by ${context.functionName(by)}`;
    return {
      time,
      text: () => colored(kind, context)(WORDS[kind] + name),
      entries: () => [],
    };
  }
}
