import stringWidth from 'string-width';
import type { Theme } from '../../terminal/theme.js';
import { quantity } from '../../terminal/units.js';

/** A node of the tree that is to be drawn. */
export interface TreeEntry {
  time: number;
  text: (width: number) => string;
  children: () => TreeEntry[];
}

/** A line of the tree that is drawn. */
export interface TreeLine {
  time: number;
  /** The lines that connect it to its parent. */
  trunk: string;
  text: (width: number) => string;
}

/** Levels of the tree that are shown. */
const DEEPEST = 24;

/** The lines of a tree; entries with less time than `smallest` are put together in one. */
export function treeLines(root: TreeEntry, smallest: number, theme: Theme): TreeLine[] {
  const { symbols } = theme;
  const below = (entries: TreeEntry[], trunk: string, depth: number): TreeLine[] => {
    const shown = withoutSmallOnes(entries, smallest, theme);
    return shown.flatMap(({ time, text, children }, i) => {
      const isLast = i === shown.length - 1;
      const branch = isLast ? symbols.lastBranch : symbols.branch;
      const line = { time, trunk: trunk + branch, text };
      if (depth === DEEPEST) return [line];
      const continued = trunk + (isLast ? ' '.repeat(stringWidth(symbols.trunk)) : symbols.trunk);
      return [line, ...below(children(), continued, depth + 1)];
    });
  };
  return [{ time: root.time, trunk: '', text: root.text }, ...below(root.children(), '', 1)];
}

function withoutSmallOnes(entries: TreeEntry[], smallest: number, { symbols }: Theme): TreeEntry[] {
  const shown = entries.filter(({ time }) => time >= smallest);
  const hidden = entries.filter(({ time }) => time < smallest && time > 0);
  const rest = hidden.reduce((sum, { time }) => sum + time, 0);
  if (hidden.length === 0 || rest < smallest) return shown;
  const text = `${symbols.ellipsis} ${quantity(hidden.length, 'smaller part')}`;
  return [...shown, { time: rest, text: () => text, children: () => [] }];
}
