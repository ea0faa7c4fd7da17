import type { Range } from '../canvas/spans.js';

/** Pixels between two ticks of an axis, at least. */
const DISTANCE = 110;

/** Round times in a range, far enough apart to be labelled. */
export function ticksOf({ from, to }: Range, width: number): number[] {
  const least = ((to - from) / Math.max(1, width)) * DISTANCE;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= least)!;
  const ticks: number[] = [];
  for (let i = Math.ceil(from / step); i * step <= to; i++) ticks.push(i * step);
  return ticks;
}

/** A tick in words: as many digits as tell it from the next one. */
export function tickText(milliseconds: number, { from, to }: Range): string {
  const [unit, size] = to < 0.01 ? ['µs', 0.001] : to < 2000 ? ['ms', 1] : ['s', 1000];
  const digits = Math.max(0, Math.ceil(-Math.log10((to - from) / (size as number) / 20)));
  return `${(milliseconds / (size as number)).toFixed(Math.min(9, digits))} ${unit}`;
}
