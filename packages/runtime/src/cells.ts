/**
 * Numbers with a fraction that probes read and write, side by side in what a processor loads at once, and
 * at an address that never changes and that V8 has in the code: it moves small arrays about, unless their
 * buffer was made first.
 */
const enum Offset {
  Nanoseconds,
  LastEvent,
  Sample,
  Pace,
  Size = 8,
}

const buffer = new ArrayBuffer(Offset.Size * 8);

const cells = (offset: Offset, length: number) => new Float64Array(buffer, offset * 8, length);

/** What the clock of nanoseconds said last, in two halves (see nanosecond-clock). */
export const nanoseconds = new BigInt64Array(buffer, Offset.Nanoseconds * 8, 1);
export const halves = new Uint32Array(buffer, Offset.Nanoseconds * 8, 2);

/** The moment of the latest event, in engine time. */
export const lastEvent = cells(Offset.LastEvent, 1);

/** A duration on its way to a histogram. */
export const sample = cells(Offset.Sample, 1);
export const sampleHalves = new Uint32Array(buffer, Offset.Sample * 8, 2);

/** See engine-time. */
export const pace = cells(Offset.Pace, 3);
