import { signal } from '@preact/signals';

/** The colours of the style sheet, for what is drawn on canvases. */
export interface Palette {
  text: string;
  faint: string;
  page: string;
  line: string;
  /** What is chosen. */
  accent: string;
  /** What a search has found. */
  match: string;
  onStack: string;
  onStackSoft: string;
  waiting: string;
  waitingSoft: string;
  contended: string;
  contendedSoft: string;
  paused: string;
  blame: string;
  elsewhere: string;
  idle: string;
  neutral: string;
}

const NAMES = [
  'text',
  'faint',
  'page',
  'line',
  'accent',
  'match',
  'onStack',
  'onStackSoft',
  'waiting',
  'waitingSoft',
  'contended',
  'contendedSoft',
  'paused',
  'blame',
  'elsewhere',
  'idle',
  'neutral',
] as const satisfies readonly (keyof Palette)[];

const dark = matchMedia('(prefers-color-scheme: dark)');

/** Which colours hold: what depends on them reads this. */
export const scheme = signal<'dark' | 'light'>(dark.matches ? 'dark' : 'light');
dark.addEventListener('change', () => (scheme.value = dark.matches ? 'dark' : 'light'));

/** The colours that hold now. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      style.getPropertyValue(`--${name.replace(/[A-Z]/g, '-$&').toLowerCase()}`).trim(),
    ]),
  ) as unknown as Palette;
}
