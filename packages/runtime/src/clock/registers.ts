import { Column } from '../format/memory-layout.js';
import { sharedFloats } from '../platform/thread-memory.js';

/**
 * The scalars that probes read and write: side by side, so that few cache lines hold them, and in memory
 * that is never moved, so that they have an address that V8 compiles into the code.
 *
 *      0          8          16         24         32         40         48         56        64
 *     +----------+----------+----------+----------+----------+----------+----------+---------+
 *     |clock-    |lastEvent |sample    |timeSlope |timeOffset|clockShift|gapEnd    |gapLimit |
 *     |Reading   |          |          |          |          |          |          |         |
 *     +----------+----------+----------+----------+----------+----------+----------+---------+
 *                            two words
 *
 *      64         72          80           88
 *     +----------+-----------+------------+-------------+
 *     |idleTotal |checkpoint |stackDepth  |unknownUntil |
 *     +----------+-----------+------------+-------------+
 *                             one word
 */
export const enum Offset {
  ClockReading,
  LastEvent,
  Sample,
  TimeSlope,
  TimeOffset,
  ClockShift,
  GapEnd,
  GapLimit,
  IdleTotal,
  Checkpoint,
  StackDepth,
  UnknownUntil,
  Size = 16,
}

/** All of them, as a watcher reads them. */
export const registers = sharedFloats(Column.Registers, Offset.Size);
const { buffer, byteOffset } = registers;

const addressOf = (offset: Offset) => byteOffset + offset * Float64Array.BYTES_PER_ELEMENT;
const floats = (offset: Offset, length: number) =>
  new Float64Array(buffer, addressOf(offset), length);

/** The latest reading of the nanosecond clock, and the bits of that double (see nanosecond-clock). */
export const clockReading = floats(Offset.ClockReading, 1);
export const clockReadingBits = new BigInt64Array(buffer, addressOf(Offset.ClockReading), 1);

/** What turns the nanoseconds of the platform into those bits. */
export const clockShift = new BigInt64Array(buffer, addressOf(Offset.ClockShift), 1);

/** The moment of the latest event, in engine time. */
export const lastEvent = floats(Offset.LastEvent, 1);

/** A duration to be counted in a histogram, and the two words of it. */
export const sample = floats(Offset.Sample, 1);
export const sampleWords = new Uint32Array(buffer, addressOf(Offset.Sample), 2);

/** The end of a gap on its way to engine/tasks. */
export const gapEnd = floats(Offset.GapEnd, 1);

/** Gaps longer than this are looked at (see engine/tasks). */
export const gapLimit = floats(Offset.GapLimit, 1);
gapLimit[0] = Infinity;

/** The time that the thread was idle up to the latest event (see engine/tasks). */
export const idleTotal = floats(Offset.IdleTotal, 1);

/** When the current checkpoint began: no wait that began later can be contended (see engine/contention). */
export const checkpoint = floats(Offset.Checkpoint, 1);

/** Number of frames on the shadow stack (see engine/shadow-stack). */
export const stackDepth = new Int32Array(buffer, addressOf(Offset.StackDepth), 1);

/** Up to here, time has passed of which nobody can say how much was idle (see engine/tasks). */
export const unknownUntil = floats(Offset.UnknownUntil, 1);

/** The coefficients that turn a reading of the clock into engine time (see engine-time). */
export const timeSlope = floats(Offset.TimeSlope, 1);
export const timeOffset = floats(Offset.TimeOffset, 1);
