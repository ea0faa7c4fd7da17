import type { FunctionRow, ThreadRow } from '@coroscope/profile';
import { bar, type BarPart } from '../terminal/bar.js';
import type { PartSymbols, Style, Styles, Theme } from '../terminal/theme.js';

type State = keyof PartSymbols;

/** What the states are called in legends. */
const NAMES: Record<State, string> = {
  onStack: 'on stack',
  elsewhere: 'elsewhere',
  idle: 'idle',
  outside: 'outside',
  contended: 'contended',
  undecided: 'undecided',
  explained: 'waiting for callees',
};

/** Times by state. */
type Parts = Partial<Record<State, number>>;

/** What the time of threads went to; off the stack it is undecided where idle time is unknown. */
export function threadParts({
  onStack,
  offStack,
  idle,
  elsewhere,
}: Pick<ThreadRow, 'onStack' | 'offStack' | 'idle' | 'elsewhere'>): Parts {
  return idle === undefined || elsewhere === undefined
    ? { onStack, undecided: offStack }
    : { onStack, elsewhere, idle };
}

/** What the time of a function went to. */
export function functionParts(row: FunctionRow): Parts {
  const { onStack, awaiting, external, outside, contended, undecided } = row;
  const explained = Math.max(0, awaiting - external);
  return outside === undefined
    ? { onStack, undecided: external, explained }
    : { onStack, outside, contended, undecided, explained };
}

/** A bar of `width` columns for `whole`, of which as much is drawn as `size` says, divided into parts. */
export function partsBar(
  parts: Parts,
  size: number,
  whole: number,
  width: number,
  theme: Theme,
): string {
  const entries = Object.entries(parts) as [State, number | undefined][];
  const sum = entries.reduce((total, [, time = 0]) => total + time, 0);
  // Activations that overlapped have more time in all than there was.
  const factor = sum > 0 ? size / sum : 0;
  const drawn = entries.map(([state, time = 0]): BarPart => ({
    size: time * factor,
    symbol: theme.symbols.parts[state],
    style: styleOf(state, theme.styles),
  }));
  return bar(drawn, whole, width);
}

/** A glyph of a state, as bars are drawn with it. */
export function stateGlyph(state: State, { symbols, styles }: Theme): string {
  return styleOf(state, styles)(symbols.parts[state]);
}

/** The states that occur in bars, each with its glyph. */
export function legend(all: readonly Parts[], theme: Theme): string {
  const states = (Object.keys(NAMES) as State[]).filter((state) =>
    all.some((parts) => (parts[state] ?? 0) > 0),
  );
  const isUnknown = all.every(({ outside }) => outside === undefined);
  const nameOf = (state: State) => (isUnknown && state === 'undecided' ? 'external' : NAMES[state]);
  return states.map((state) => `${stateGlyph(state, theme)} ${nameOf(state)}`).join('  ');
}

function styleOf(state: State, { busy, waiting, faint, warning }: Styles): Style {
  if (state === 'onStack' || state === 'elsewhere') return busy;
  if (state === 'contended') return warning;
  return state === 'explained' ? faint : waiting;
}
