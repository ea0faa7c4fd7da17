import pc from 'picocolors';
import type { TextOptions } from './text-options.js';

/** How a text looks, by what the terminal can show and how wide it is. */
export interface Theme {
  /** Columns that a line may take. */
  width: number;
  symbols: Symbols;
  styles: Styles;
}

export interface Symbols {
  ellipsis: string;
  /** In place of a figure that can't exist. */
  none: string;
  micro: string;
  separator: string;
  /** The line across the page behind a heading. */
  rule: string;
  bullet: string;
  /** From one side of a comparison to the other. */
  arrow: string;
  plusMinus: string;
  /** What bars are drawn with. */
  solid: string;
  shaded: string;
  /** What the parts of bars are drawn with that show whose time it was. */
  parts: PartSymbols;
  branch: string;
  lastBranch: string;
  trunk: string;
  /** Between a line number and the line of source. */
  gutter: string;
}

/** Glyphs that tell the states apart without colour. */
export interface PartSymbols {
  onStack: string;
  /** The thread ran code that is not instrumented. */
  elsewhere: string;
  /** The thread slept. */
  idle: string;
  /** Waits: for what is outside, for the busy thread, for one of the two, for what was called. */
  outside: string;
  contended: string;
  undecided: string;
  explained: string;
}

export type Style = (text: string) => string;

/** The styles of a text: one hue for being busy and one for waiting, the same in every section. */
export interface Styles {
  heading: Style;
  strong: Style;
  faint: Style;
  busy: Style;
  waiting: Style;
  warning: Style;
}

const unicodeSymbols: Symbols = {
  ellipsis: '…',
  none: '–',
  micro: 'µ',
  separator: '·',
  rule: '─',
  bullet: '•',
  arrow: '→',
  plusMinus: '±',
  solid: '█',
  shaded: '░',
  parts: {
    onStack: '█',
    elsewhere: '▓',
    idle: '░',
    outside: '░',
    contended: '▓',
    undecided: '▒',
    explained: '·',
  },
  branch: '├─ ',
  lastBranch: '└─ ',
  trunk: '│  ',
  gutter: '│',
};

const asciiSymbols: Symbols = {
  ellipsis: '...',
  none: '-',
  micro: 'u',
  separator: '|',
  rule: '-',
  bullet: '*',
  arrow: '->',
  plusMinus: '+-',
  solid: '#',
  shaded: '.',
  parts: {
    onStack: '#',
    elsewhere: '%',
    idle: '.',
    outside: '.',
    contended: '!',
    undecided: '?',
    explained: '-',
  },
  branch: '|- ',
  lastBranch: '`- ',
  trunk: '|  ',
  gutter: '|',
};

/** Columns from which on there is room for more digits and longer bars. */
export const comfortableWidth = 110;

const widest = 120;
const narrowest = 60;
const unknownTerminal = 100;

export function createTheme({
  color = false,
  unicode = false,
  width = unknownTerminal,
}: TextOptions = {}): Theme {
  const { bold, dim, yellow, cyan, red } = pc.createColors(color);
  return {
    width: Math.min(widest, Math.max(narrowest, width)),
    symbols: unicode ? unicodeSymbols : asciiSymbols,
    styles: {
      heading: bold,
      strong: bold,
      faint: dim,
      busy: yellow,
      waiting: cyan,
      warning: red,
    },
  };
}
