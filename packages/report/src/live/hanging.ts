import { findings } from '@coroscope/profile';
import { findingWording } from '../profile/finding-wording.js';
import { location, type ReportContext } from '../profile/report-context.js';
import { paragraph } from '../terminal/paragraph.js';
import { heading, hiddenRows } from '../terminal/section.js';
import { quantity } from '../terminal/units.js';

/** Places that are listed at most. */
const MOST = 5;

/** Renders what has waited for more than five seconds, and for much longer than usual, and where. */
export function renderHanging(context: ReportContext): string[] {
  const { profile, theme } = context;
  const wording = findingWording(context);
  const hanging = findings(profile, { wording, isRunning: true }).filter(
    (finding) => finding.kind === 'unsettled-await',
  );
  if (hanging.length === 0) return [];
  const bullet = `${theme.symbols.bullet} `;
  const lines = hanging.slice(0, MOST).flatMap((finding) => {
    const { function: index, sites, activations, waited = 0 } = finding;
    const { name, file } = profile.functions[index];
    const place = location(
      { file: profile.files[file].path, line: profile.sites[sites[0]].line },
      context,
    );
    const isMany = activations > 1;
    const text =
      `${quantity(activations, 'call')} of ${name} ${isMany ? 'wait' : 'waits'} at ${place}, ` +
      `for ${wording.time(waited)}${isMany ? ' on average' : ''}`;
    return paragraph(bullet, text, theme);
  });
  return [
    heading('Hanging', 'longer than 5 s', theme),
    ...lines,
    ...hiddenRows(hanging.length - MOST > 0 ? hanging.length - MOST : 0, 'place', theme),
  ];
}
