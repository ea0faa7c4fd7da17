import { unknownAllowances } from '@coroscope/profile/findings';
import { paragraph, unbroken } from '../terminal/paragraph.js';
import { heading, type Section } from '../terminal/section.js';
import { duration, quantity } from '../terminal/units.js';
import { findingWording } from './finding-wording.js';
import type { ReportContext } from './report-context.js';

/** Renders what must be known to read the figures right, where it applies. */
export function renderNotes(sections: readonly Section[], context: ReportContext): string[] {
  const { profile, totals, functions, tags, tag, sort, isFull, theme } = context;
  const notes = sections.flatMap((section) => section.notes);
  if (totals.exceedsElapsed && (isFull || sort === 'total')) {
    notes.push(
      `Totals add up activations that overlapped, so they can exceed the ` +
        `${unbroken(duration(profile.elapsed, theme))} that elapsed. Alive is the time in which at least one was.`,
    );
  }
  const carriedIn = functions.reduce((sum, row) => sum + row.carriedIn, 0);
  if (carriedIn > 0) {
    notes.push(
      `${quantity(carriedIn, 'activation was', 'activations were')} alive when the measurement ` +
        `began, and ${carriedIn === 1 ? 'gives' : 'give'} time but no call.`,
    );
  }
  if (tag === undefined && tags.some((row) => row.tag !== undefined)) {
    notes.push(
      'All tags are put together; at most in flight, span and peak are then those of the tag that has ' +
        'most. --tags lists the tags, --tag shows one.',
    );
  }
  notes.push(...profile.notes, ...unknownAllowances(profile, findingWording(context)));
  const leftOut = describeLeftOut(context);
  if (leftOut !== undefined) notes.push(leftOut);
  if (notes.length === 0) return [];
  const bullet = `${theme.symbols.bullet} `;
  return [heading('Notes', '', theme), ...notes.flatMap((note) => paragraph(bullet, note, theme))];
}

function describeLeftOut({ leftOut, minCalls, minTime, theme }: ReportContext): string | undefined {
  if (leftOut.size === 0) return undefined;
  const thresholds = [
    minCalls !== undefined && `fewer than ${quantity(minCalls, 'call')}`,
    minTime !== undefined && `less than ${unbroken(duration(minTime, theme))} in total`,
  ].filter((text) => text !== false);
  return (
    `Left out: ${quantity(leftOut.size, 'function')} with ${thresholds.join(' or ')}. The figures ` +
    `of the others, and the sums at the top, include what they did.`
  );
}
