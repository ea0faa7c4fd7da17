import { findings, type Finding } from '@coroscope/profile';
import { paragraph, unbroken } from './paragraph.js';
import { heading, place, type ReportContext, type Section } from './section.js';
import { lineDigits, sourceLines } from './source-lines.js';
import { duration, quantity } from './units.js';

/** Lines of source that a finding shows at most. */
const mostSources = 4;

const nothingFound =
  'Nothing stands out: no awaits that could have overlapped, nothing that held the event loop, ' +
  'nothing left hanging.';

/** What the figures suggest to look at, in sentences. */
export function renderFindings(context: ReportContext): Section {
  const { profile, theme, limit, leftOut } = context;
  const { styles, symbols } = theme;
  const found = findings(profile, {
    time: (milliseconds) => styles.strong(unbroken(duration(milliseconds, theme))),
    place: (file, line) => place({ file, line }, context),
  });
  const all = found.filter((finding) => hangs(finding) || !leftOut.has(finding.function));
  if (found.length === 0) {
    const lines = [heading('Findings', '', theme), ...paragraph('', nothingFound, theme)];
    return { lines, notes: [], hidden: 0 };
  }
  const shown = all.slice(0, limit);
  const hidden = found.length - shown.length;
  const blocks = shown.map((finding, index) => {
    const number = `${index + 1}. `;
    return [
      ...paragraph(number, finding.text, theme),
      ...sources(finding, 2 + number.length, context),
    ];
  });
  if (hidden > 0) {
    blocks.push([styles.faint(`  ${symbols.ellipsis} ${quantity(hidden, 'more finding')}`)]);
  }
  return {
    lines: [
      heading('Findings', 'most valuable first', theme),
      ...blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
    ],
    notes: [],
    hidden,
  };
}

/** What hangs is never too small to tell. */
function hangs({ kind }: Finding): boolean {
  return kind === 'unsettledAwait' || kind === 'pausedGenerator';
}

function sources(finding: Finding, indent: number, { profile, theme }: ReportContext): string[] {
  // Who merely waits for what hangs further in need not be looked at.
  if (finding.kind === 'unsettledAwait' && !finding.innermost) return [];
  const { lines } = profile.files[profile.functions[finding.function].file];
  const numbers = new Set(finding.sites.map((site) => profile.sites[site].line));
  const shown = [...numbers]
    .slice(0, mostSources)
    .map((line) => ({ line, source: lines?.[line]?.trim() }));
  return sourceLines(shown, { indent, digits: lineDigits(shown) }, theme);
}
