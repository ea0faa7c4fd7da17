import type { FindingWording } from '@coroscope/profile';
import { unbroken } from '../terminal/paragraph.js';
import { duration } from '../terminal/units.js';
import { location, type ReportContext } from './report-context.js';

/** How a report writes the times and places in the sentences of findings. */
export function findingWording(context: ReportContext): FindingWording {
  const { theme } = context;
  return {
    time: (milliseconds) => theme.styles.strong(unbroken(duration(milliseconds, theme))),
    location: (file, line) => location({ file, line }, context),
  };
}
