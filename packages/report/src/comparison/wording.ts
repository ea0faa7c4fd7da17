import { caveatSubject, LEAST_RUNS, unjudgedNote, type Comparison } from '@coroscope/profile';
import { quantity } from '../terminal/units.js';

/** `10 runs a side`, `1 and 3 runs`. */
export function runsText({ base, head }: Comparison): string {
  return base.runs === head.runs
    ? `${quantity(base.runs, 'run')} a side`
    : `${base.runs} and ${head.runs} runs`;
}

/** What it came to, in a sentence. */
export function conclusion(comparison: Comparison, exact: number): string {
  const counts =
    exact === 0
      ? 'No count changed.'
      : `${quantity(exact, 'change')} in what was called how often.`;
  return `${counts} ${timeConclusion(comparison)}`;
}

function timeConclusion(comparison: Comparison): string {
  const { family, functions } = comparison;
  if (family === undefined) {
    return `Nothing can be said about times with so few runs: that takes ${LEAST_RUNS} a side.`;
  }
  if (family.runsNeeded !== undefined) {
    return (
      `Nothing can be said about the times of functions: ${quantity(family.tested, 'figure')} had to be ` +
      `tested, and so few runs carry ${family.carried}; ${family.runsNeeded} runs a side would do.`
    );
  }
  const better = functions.filter(({ time }) => time.verdict === 'better').length;
  const worse = functions.filter(({ time }) => time.verdict === 'worse').length;
  if (better + worse === 0) return 'No function took longer or shorter by more than chance.';
  return `${quantity(worse, 'function')} took longer, ${quantity(better, 'function')} shorter.`;
}

/** What a reader of the times must know. */
export function timeNotes(comparison: Comparison): string[] {
  const { thresholds, family } = comparison;
  const notes = [
    `Left out: what differs by no more than ${percent(thresholds.share)} or ${thresholds.time} ms.`,
  ];
  if (comparison.base.runs > 1 || comparison.head.runs > 1) {
    notes.push('Figures are medians over the runs, with half of the range between the quartiles.');
  }
  if (family?.runsNeeded !== undefined) notes.push('p is not corrected for the number of tests.');
  else if (family !== undefined) {
    notes.push(
      `p (Mann-Whitney) is corrected for ${quantity(family.tested, 'test')} (Holm); ~ may be chance.`,
    );
  }
  const unjudged = unjudgedNote(comparison);
  if (unjudged !== undefined) notes.push(unjudged);
  return notes;
}

/** How the runs of the two sides were taken differently. */
export function caveatTexts({ caveats }: Comparison): string[] {
  return caveats.map(
    (caveat) =>
      `${caveatSubject(caveat)}: ${caveat.base.join(', ')} in the base, ${caveat.head.join(', ')} in the head.`,
  );
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
