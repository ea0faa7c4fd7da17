import { caveatSubject, unjudgedNote, type Comparison } from '@coroscope/profile';
import { comparison } from '../../model/documents.js';
import { quantity } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';
import { ComparedFlame } from './compared-flame.js';
import { CountTable, VaryingCounts } from './count-tables.js';
import { RunTimes, TimeTable } from './time-tables.js';

/** How two states of a program differ: what was called how often, exactly, and what took longer or shorter. */
export function CompareView() {
  const given = comparison.value;
  if (given === undefined) {
    return (
      <p class="message">
        To compare, open two profiles: <code>coroscope view before.json after.json</code>.
      </p>
    );
  }
  const { comparison: of, base, head, tree, notes = [] } = given;
  const unjudged = unjudgedNote(of);
  return (
    <div class="compare">
      <section aria-label="Summary">
        <h2>
          <span class="name">{shown(base)}</span> → <span class="name">{shown(head)}</span>
        </h2>
        <p>{timeSentence(of)}</p>
        {of.caveats.map((caveat) => (
          <p key={caveat.what} class="problem">
            {shown(
              `${caveatSubject(caveat)}: ${caveat.base.join(', ')} before, ${caveat.head.join(', ')} after.`,
            )}
          </p>
        ))}
        {of.moved.length > 0 && <Moved files={of.moved} />}
        <RunTimes comparison={of} />
      </section>
      <section aria-label="Counts">
        <h2>Exact: what was called how often</h2>
        <CountTable comparison={of} />
        <VaryingCounts comparison={of} />
      </section>
      <section aria-label="Times">
        <h2>Times</h2>
        <TimeTable comparison={of} />
        {unjudged !== undefined && <p class="remark">{unjudged}</p>}
      </section>
      {tree && (
        <section aria-label="Call tree">
          <h2>Where in the call tree</h2>
          {notes.map((note) => (
            <p key={note} class="remark">
              {shown(note)}
            </p>
          ))}
          <ComparedFlame tree={tree} comparison={of} />
        </section>
      )}
    </div>
  );
}

function Moved({ files }: { files: Comparison['moved'] }) {
  return (
    <details>
      <summary>{quantity(files.length, 'file')} moved</summary>
      <ul class="notes">
        {files.map(({ base, head }) => (
          <li key={base}>
            {shown(base)} → {shown(head)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function timeSentence({ base, head, family }: Comparison): string {
  const runs =
    base.runs === head.runs ? quantity(base.runs, 'run') : `${base.runs} and ${head.runs} runs`;
  if (family === undefined) {
    return `With ${runs} a side, differences in time are shown, but may be chance: five runs a side are needed to tell.`;
  }
  return family.runsNeeded === undefined
    ? `${runs} a side, medians: ~ stands for what may be chance. p is corrected for ${quantity(family.tested, 'test')}.`
    : `${runs} a side are too few to tell times from chance: ${family.runsNeeded} would do. p is not corrected.`;
}
