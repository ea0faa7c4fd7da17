import type { Range } from '../canvas/spans.js';

/** Milliseconds of the narrowest range: a microsecond. */
const NARROWEST = 0.001;

/** The range that is so many times as wide, with a place of it where it was. */
export function zoomed({ from, to }: Range, factor: number, at: number, duration: number): Range {
  const width = Math.min(Math.max((to - from) * factor, NARROWEST), Math.max(duration, NARROWEST));
  const share = (at - from) / (to - from);
  return within({ from: at - share * width, to: at - share * width + width }, duration);
}

/** The range, moved. */
export function moved({ from, to }: Range, by: number, duration: number): Range {
  return within({ from: from + by, to: to + by }, duration);
}

/** The range moved to where there is something. */
function within({ from, to }: Range, duration: number): Range {
  const shift = from < 0 ? -from : to > duration ? Math.max(-from, duration - to) : 0;
  return { from: from + shift, to: to + shift };
}

/** All of it. */
export function whole(duration: number): Range {
  return { from: 0, to: Math.max(duration, NARROWEST) };
}

/** The range of something with a margin on both sides. */
export function around(from: number, to: number, duration: number): Range {
  const margin = Math.max((to - from) * 0.1, NARROWEST);
  return within({ from: from - margin, to: to + margin }, duration);
}

/** Writes a range for the address, and reads it. */
export function formatRange({ from, to }: Range): string {
  return `${Number(from.toFixed(6))}-${Number(to.toFixed(6))}`;
}

export function parseRange(text: string | undefined, duration: number): Range | undefined {
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  if (from === undefined || Number(to) - Number(from) < NARROWEST) return undefined;
  return zoomed({ from: Number(from), to: Number(to) }, 1, Number(from), duration);
}
