import type { PieceKind } from '@coroscope/profile';
import type { Style, Theme } from '../../terminal/theme.js';

/** What the kinds of pieces of a path are called. */
export const KIND_NAMES: Record<PieceKind, string> = {
  onStack: 'on stack',
  external: 'external',
  blocked: 'blocked',
  busy: 'thread busy',
  elsewhere: 'busy elsewhere',
  switching: 'switching',
  paused: 'paused',
};

/** The hue of being busy or of waiting; being kept from going on is neither. */
export function kindStyle(kind: PieceKind, { styles }: Theme): Style {
  if (kind === 'onStack') return styles.busy;
  return kind === 'blocked' || kind === 'busy' ? styles.warning : styles.waiting;
}

/** What kept the thread busy, to be read after the name of a kind or of who waited; empty for other kinds. */
export function blockerText(kind: PieceKind, name: string): string {
  if (kind === 'blocked') return ` by ${name}`;
  return kind === 'busy' ? ` with ${name}` : '';
}
