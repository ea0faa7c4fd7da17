/** The colour that is a share of the way from one colour (`#rrggbb`) to another. */
export function mix(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const a = parseInt(from.slice(at, at + 2), 16);
    const b = parseInt(to.slice(at, at + 2), 16);
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}

/** Colours from one to another, in so many steps. */
export function ramp(from: string, to: string, steps: number): string[] {
  return Array.from({ length: steps }, (_, i) => mix(from, to, i / (steps - 1)));
}
