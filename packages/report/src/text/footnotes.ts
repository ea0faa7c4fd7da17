import { paragraph, unbroken } from './paragraph.js';
import { heading, type ReportContext, type Section } from './section.js';
import { duration, quantity } from './units.js';

type Hidden = Record<'tags' | 'functions' | 'branches' | 'awaits' | 'findings', number>;

/** What must be known to read the figures right, where it applies, and what was hidden. */
export function renderFootnotes(
  hidden: Hidden,
  sections: readonly Section[],
  context: ReportContext,
): string[] {
  const { profile, totals, functions, tags, tag, theme } = context;
  const notes = sections.flatMap((section) => section.notes);
  if (totals.exceedsElapsed) {
    notes.push(
      `Totals add up activations that overlapped, so they can exceed the ` +
        `${unbroken(duration(profile.elapsed, theme))} that elapsed. --sort span shows the time in which at ` +
        `least one was alive.`,
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
  notes.push(...profile.notes);
  const leftOut = describeLeftOut(context);
  if (leftOut !== undefined) notes.push(leftOut);
  const kinds = [
    hidden.tags > 0 && quantity(hidden.tags, 'tag'),
    hidden.functions > 0 && quantity(hidden.functions, 'function'),
    hidden.branches > 0 && quantity(hidden.branches, 'branch', 'branches'),
    hidden.awaits > 0 && quantity(hidden.awaits, 'await'),
    hidden.findings > 0 && quantity(hidden.findings, 'finding'),
  ].filter((text) => text !== false);
  if (kinds.length > 0) {
    notes.push(`Hidden: ${kinds.join(', ')}. To see them: ${optionsThatShow(hidden, context)}.`);
  }
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

/** A limit that is large enough and easy to type, and thresholds that everything passes. */
function optionsThatShow(hidden: Hidden, { limit, minCalls }: ReportContext): string {
  const enough = 10 ** Math.ceil(Math.log10(limit + Math.max(...Object.values(hidden))));
  return [
    ...(Number.isFinite(limit) ? [`--limit ${enough}`] : []),
    '--min-time 0',
    ...(minCalls === undefined ? [] : ['--min-calls 1']),
  ].join(' ');
}
