import { ON_STACK, type Activations } from '@coroscope/profile';

/** What was on the stack, piece by piece: an activation without a break. In order of time. */
export interface StackPieces {
  activation: Int32Array;
  start: Float64Array;
  end: Float64Array;
  /** How many pieces are below it on the stack. */
  level: Int32Array;
  levels: number;
}

/** The pieces in which activations were on the stack, each on top of the one that it lies in. */
export function stackPieces(activations: Activations): StackPieces {
  const { tables, count } = activations;
  const { intervalOf, intervalState, intervalStart, intervalEnd } = tables;
  let pieces = 0;
  for (let row = 0; row < count; row++) if (!activations.isCoroutine(row)) pieces++;
  for (let row = 0; row < intervalOf.length; row++) {
    if (intervalState.values[row] === ON_STACK) pieces++;
  }
  const activation = new Int32Array(pieces);
  const start = new Float64Array(pieces);
  const end = new Float64Array(pieces);
  const level = new Int32Array(pieces);

  /** Activations and intervals are in order of time each: they are merged. */
  let call = 0;
  let interval = 0;
  const skip = () => {
    while (call < count && activations.isCoroutine(call)) call++;
    while (interval < intervalOf.length && intervalState.values[interval] !== ON_STACK) interval++;
  };
  const open: number[] = [];
  let levels = 0;
  for (let piece = 0; piece < pieces; piece++) {
    skip();
    if (isCallNext(activations, call, interval)) {
      activation[piece] = call;
      start[piece] = tables.start.values[call];
      end[piece] = tables.end.values[call];
      call++;
    } else {
      activation[piece] = intervalOf.values[interval];
      start[piece] = intervalStart.values[interval];
      end[piece] = intervalEnd.values[interval];
      interval++;
    }
    while (open.length > 0 && end[open[open.length - 1]] <= start[piece]) {
      // One that begins where what takes no time ends may lie in it.
      const last = open[open.length - 1];
      if (end[last] === start[piece] && start[last] === start[piece] && end[piece] === start[piece])
        break;
      open.pop();
    }
    if (open.length > 0) end[piece] = Math.min(end[piece], end[open[open.length - 1]]);
    level[piece] = open.length;
    levels = Math.max(levels, open.length + 1);
    open.push(piece);
  }
  return { activation, start, end, level, levels };
}

/** Whether a call that is no coroutine's comes before an interval: the one that holds the other does. */
function isCallNext({ count, tables }: Activations, call: number, interval: number): boolean {
  const { intervalOf, intervalStart, intervalEnd, start, end } = tables;
  if (call >= count) return false;
  if (interval >= intervalOf.length) return true;
  const difference = start.values[call] - intervalStart.values[interval];
  if (difference !== 0) return difference < 0;
  const longer = end.values[call] - intervalEnd.values[interval];
  return longer === 0 ? call < intervalOf.values[interval] : longer > 0;
}
