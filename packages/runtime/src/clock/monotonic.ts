import { clock, now } from './engine-time.js';
import {
  hasNanosecondClock,
  monotonicOfReading,
  readNanosecondClock,
  sampleNanoseconds,
} from './nanosecond-clock.js';

/**
 * A recent moment of engine time by the monotonic clock that all processes of this machine share, in milliseconds;
 * undefined where there is none, and with a custom clock, whose moments are no machine's.
 */
export function monotonicAt(moment: number): number | undefined {
  if (!hasNanosecondClock || clock.description.kind === 'custom') return undefined;
  const present = now();
  // Where engine time is made of it, one reading serves both.
  if (clock.read !== readNanosecondClock) sampleNanoseconds();
  return monotonicOfReading() - (present - moment);
}
