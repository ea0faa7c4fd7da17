import { findings, isHang, type WordedFinding } from '@coroscope/profile';
import { paragraph } from '../terminal/paragraph.js';
import { heading, hiddenRows, type Section } from '../terminal/section.js';
import { lineDigits, sourceLines } from '../terminal/source-lines.js';
import { duration } from '../terminal/units.js';
import { findingWording } from './finding-wording.js';
import { findingPlace, findingSources } from './finding-sources.js';
import { location, type ReportContext } from './report-context.js';

/** Lines of source that a finding shows at most. */
const mostSources = 3;

const nothingFound =
  'Nothing stands out: no awaits that could have overlapped, no instrumented code that held the ' +
  'event loop, nothing left hanging.';

/**
 * Renders what the figures suggest to look at: the first findings in sentences, with their source, the
 * others in a line each.
 */
export function renderFindings(context: ReportContext): Section {
  const { profile, theme, limits, leftOut, ignoreFindings } = context;
  const found = findings(profile, {
    wording: findingWording(context),
    ignore: ignoreFindings,
    functions: context.functions,
  });
  if (found.length === 0) {
    const lines = [heading('Findings', '', theme), ...paragraph('', nothingFound, theme)];
    return { lines, notes: [], hidden: 0 };
  }
  const all = found.filter((finding) => isHang(finding) || !leftOut.has(finding.function));
  const shown = all.slice(0, limits.findings);
  const hidden = found.length - shown.length;
  return {
    lines: [
      heading('Findings', 'by what a fix would give', theme),
      ...shown.flatMap((finding, index) => {
        const number = `${index + 1}. `;
        return index < limits.findingsInFull
          ? inFull(finding, number, context)
          : inOneLine(finding, number, context);
      }),
      ...hiddenRows(hidden, 'finding', theme),
    ],
    notes: [],
    hidden,
  };
}

function inFull(finding: WordedFinding, number: string, context: ReportContext): string[] {
  const { profile, theme } = context;
  const sources = findingSources(finding, profile).slice(0, mostSources);
  const identifier = theme.styles.faint(`[${finding.kind}]`);
  return [
    ...paragraph(number, `${finding.text} ${identifier}`, theme),
    ...sourceLines(sources, { indent: 2 + number.length, digits: lineDigits(sources) }, theme),
  ];
}

function inOneLine(finding: WordedFinding, number: string, context: ReportContext): string[] {
  const { theme } = context;
  const { styles, symbols } = theme;
  const separator = styles.faint(` ${symbols.separator} `);
  const { cost } = finding;
  const details = [
    finding.title,
    location(findingPlace(finding, context.profile), context),
    ...(cost > 0 ? [`${styles.strong(duration(cost, theme))} at most`] : []),
  ];
  const text = `${details.join(separator)} ${styles.faint(`[${finding.kind}]`)}`;
  return paragraph(number, text, theme);
}
