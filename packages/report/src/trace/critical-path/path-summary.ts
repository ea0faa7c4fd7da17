import { activationsOf, type CriticalPath, type PieceKind } from '@coroscope/profile';
import { itemLines, paragraph } from '../../terminal/paragraph.js';
import { printable } from '../../terminal/printable.js';
import { reportHeading } from '../../terminal/section.js';
import { duration } from '../../terminal/units.js';
import type { TraceContext } from '../trace-context.js';
import { KIND_NAMES } from './piece-kind.js';
import { elapsedOf } from './share.js';

/** Renders whose path it is, how long it took, and the share of each kind of time. */
export function renderPathSummary(
  activation: number,
  path: CriticalPath,
  context: TraceContext,
): string[] {
  const { trace, theme } = context;
  const { styles } = theme;
  const { function: fn, start, tag, isLive, isCarriedIn } = activationsOf(trace).get(activation);
  const title = `Critical path of ${context.functionName(fn)} #${activation}`;
  const from = `${context.functionLocation(fn)}  from ${duration(start - trace.start, theme)} on`;
  return [
    reportHeading(title, from, theme),
    '',
    ...itemLines(
      [
        ...(tag === undefined ? [] : [`under ${printable(tag)}`]),
        `${styles.strong(duration(elapsedOf(path), theme))} elapsed`,
        ...timesByKind(path).map(
          ([kind, time]) => `${styles.strong(duration(time, theme))} ${KIND_NAMES[kind]}`,
        ),
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

/** The time of each kind of piece, the most first. */
function timesByKind({ pieces }: CriticalPath): Array<[PieceKind, number]> {
  const times = new Map<PieceKind, number>();
  for (const { kind, start, end } of pieces) times.set(kind, (times.get(kind) ?? 0) + end - start);
  return [...times].toSorted((a, b) => b[1] - a[1]);
}
