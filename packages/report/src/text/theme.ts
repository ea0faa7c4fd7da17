import pc from 'picocolors';

/** How the report may look: what the terminal can show and how wide it is. */
export interface Theme {
  /** Columns that a line may take. */
  width: number;
  symbols: Symbols;
  styles: Styles;
}

export interface Symbols {
  ellipsis: string;
  /** Stands where a figure can't exist. */
  none: string;
  micro: string;
  separator: string;
  /** Drawn across the page behind a heading. */
  rule: string;
  bullet: string;
  /** A bar's part on stack, and its part waiting. */
  barOnStack: string;
  barAwaiting: string;
  branch: string;
  lastBranch: string;
  trunk: string;
  /** Between a line number and the line of source. */
  gutter: string;
}

type Style = (text: string) => string;

/** One hue for computing and one for waiting, the same in every section. */
export interface Styles {
  heading: Style;
  strong: Style;
  faint: Style;
  onStack: Style;
  awaiting: Style;
  warning: Style;
}

const unicodeSymbols: Symbols = {
  ellipsis: '…',
  none: '–',
  micro: 'µ',
  separator: '·',
  rule: '─',
  bullet: '•',
  barOnStack: '█',
  barAwaiting: '░',
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
  barOnStack: '#',
  barAwaiting: '.',
  branch: '|- ',
  lastBranch: '`- ',
  trunk: '|  ',
  gutter: '|',
};

/** From so many columns on, there is room for more digits and longer bars. */
export const comfortableWidth = 110;

const widest = 120;
const narrowest = 60;
const unknownTerminal = 100;

export function createTheme(options: { color: boolean; unicode: boolean; width?: number }): Theme {
  const { bold, dim, yellow, cyan, red } = pc.createColors(options.color);
  return {
    width: Math.min(widest, Math.max(narrowest, options.width ?? unknownTerminal)),
    symbols: options.unicode ? unicodeSymbols : asciiSymbols,
    styles: {
      heading: bold,
      strong: bold,
      faint: dim,
      onStack: yellow,
      awaiting: cyan,
      warning: red,
    },
  };
}
